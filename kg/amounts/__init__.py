"""Amounts as reports print them, read as intervals; one step of it a module."""
