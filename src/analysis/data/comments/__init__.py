"""What people write for a page, as far as it can be understood without results: its tags, what they name, and other numbers."""

from analysis.data.comments.asked import AskedClaim, AskedNumber, Kind, Measure, asked
from analysis.data.comments.markdown import PARSER, TAG
from analysis.data.comments.reading import Passage, Tag, loose_numbers_of, tags_of, unfinished_tags_of

__all__ = [
    "PARSER",
    "TAG",
    "AskedClaim",
    "AskedNumber",
    "Kind",
    "Measure",
    "Passage",
    "Tag",
    "asked",
    "loose_numbers_of",
    "tags_of",
    "unfinished_tags_of",
]
