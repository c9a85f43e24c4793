"""Finding things: by words of their names, of what is claimed, and of the texts."""
