"""GEXF 1.3: written, and checked as Gephi reads it."""
