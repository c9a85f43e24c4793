"""HTML pages of a built graph: the same for a server, a static host and a folder."""
