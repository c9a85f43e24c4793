"""Links to Wikidata: candidates, judgements, and what is done with them."""
