"""Entries become triples; triples lie in a store; rules derive more."""
