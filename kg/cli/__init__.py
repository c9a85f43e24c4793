"""The command ``kg``: one command per verb; only here is anything printed."""

from kg.cli.main import main

__all__ = ["main"]
