"""SPARQL 1.1 Protocol, Service Description and Graph Store Protocol."""
