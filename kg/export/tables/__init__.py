"""A graph as plain tables: claims, figures, spans, entities, for whoever has no RDF."""
