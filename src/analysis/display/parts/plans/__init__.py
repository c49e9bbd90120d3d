"""What is shown of a plan: its money, what it promises, and how it is meant to work."""
