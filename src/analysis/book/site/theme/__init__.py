"""The book's own theme: the frame of a page, its style, and its few scripts."""

from pathlib import Path

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
