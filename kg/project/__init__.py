"""The one way through: read, check shapes and queries, load, derive, swap in."""
