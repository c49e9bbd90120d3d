"""From what suppliers send to observations, by mappings: nothing is decided in silence."""
