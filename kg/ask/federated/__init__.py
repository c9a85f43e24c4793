"""Queries that join the graph with what endpoints on allowed hosts answer."""
