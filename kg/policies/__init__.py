"""What counts, and since when: the standing of claims, and the lives of policies."""
