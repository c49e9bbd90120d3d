"""What a stranger gets beside the data: what to read first, and the one command."""
