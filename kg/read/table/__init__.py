"""Tables: one facts entry with holes, and what their rows fill it with."""
