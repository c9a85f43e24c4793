"""Commands that write the graph, or a network made of it, for other tools."""
