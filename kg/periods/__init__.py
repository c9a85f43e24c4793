"""Dates as written become bounds of days."""
