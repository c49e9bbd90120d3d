"""Words and numbers as a reader meets them; a catalogue for each language."""
