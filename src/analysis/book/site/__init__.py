"""From published notebooks to the pages of a site."""
