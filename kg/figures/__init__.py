"""Figures as intervals that are checked against each other."""
