"""The graph's things as a service of the W3C Reconciliation API, version 0.2."""
