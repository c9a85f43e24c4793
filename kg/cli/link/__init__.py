"""Commands that find what things are in Wikidata."""
