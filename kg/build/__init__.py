"""The one way through: read, check, load, derive, swap in."""
