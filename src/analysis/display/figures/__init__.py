"""Kinds of figures, one module each, in one style."""
