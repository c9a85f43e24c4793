"""Questions put to a graph, and answers that carry their claims."""
