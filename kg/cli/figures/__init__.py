"""Commands on figures and amounts."""
