"""Networks: views of the graph as nodes and edges, each a folder of queries."""
