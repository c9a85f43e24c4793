"""Texts into drafts of claims by rules, and what a person decides on them."""
