"""What goes over the network whole: tables that are fetched, graphs that are pushed."""
