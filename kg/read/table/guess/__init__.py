"""A first mapping of a table that nobody has mapped: what can be seen, and no more."""
