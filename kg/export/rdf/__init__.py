"""The whole graph as RDF in its forms, and releases of it."""
