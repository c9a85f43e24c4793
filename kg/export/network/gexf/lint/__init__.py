"""A linter for anybody's GEXF: what Gephi 0.11 and other readers make of a file."""

from __future__ import annotations

from kg.export.network.gexf.lint.findings import CHECKS, LEVELS, Check, LintFinding
from kg.export.network.gexf.lint.linter import lint

__all__ = ["CHECKS", "LEVELS", "Check", "LintFinding", "lint"]
