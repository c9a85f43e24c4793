"""Cited claims as statements for Wikidata."""
