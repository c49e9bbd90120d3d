"""Publishes editions, corrects them in the open, and proves that what was published still follows from its data."""
