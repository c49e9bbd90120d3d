"""Documents for paper: what a committee is given, composed from the blocks of the chapters. ``output`` writes them out."""
