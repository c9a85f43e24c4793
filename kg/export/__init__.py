"""The graph written for other tools."""
