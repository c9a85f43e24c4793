"""Sources of candidates over the network: used only when a person asks for it."""
