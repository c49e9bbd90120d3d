"""The pages about the book: how figures are made, how good they are, and what there is."""

from analysis.display.chapters.om import datakatalog, kvalitet, metode

__all__ = ["datakatalog", "kvalitet", "metode"]
