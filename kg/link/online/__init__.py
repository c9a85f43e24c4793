"""Sources of candidates over the network: used only when a person asks for it."""

from kg.link.online.opening import CACHE, open_client, open_source

__all__ = ["CACHE", "open_client", "open_source"]
