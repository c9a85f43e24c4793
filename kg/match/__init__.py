"""Names and likeness, one engine: who or what is meant, and how sure that is."""
