"""Amounts as reports print them, read as intervals; one step of it a module."""

from kg.amounts.phrase import Amount, parse_amount

__all__ = ["Amount", "parse_amount"]
