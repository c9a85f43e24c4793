"""Whole texts with a key that was made before the rules met them."""
