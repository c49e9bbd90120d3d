"""What a page says of any indicator, whatever it is about: a section, its parts of years and its groups."""
