"""Files that people write, read into entries that know their place."""
