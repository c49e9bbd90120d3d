"""Drafts: an edition as it would be published, beside the book, with what moved; as one file for those who approve it."""

from analysis.release.preview.draft import Draft, make_draft
from analysis.release.preview.one_file import one_file
from analysis.release.preview.signoffs import Signoff, asked_for, sign_off

__all__ = ["Draft", "Signoff", "asked_for", "make_draft", "one_file", "sign_off"]
