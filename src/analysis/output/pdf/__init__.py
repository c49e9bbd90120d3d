"""A document as PDF/UA and PDF/A, set by Typst from a template of our own."""

from analysis.output.pdf.made import pdf_of

__all__ = ["pdf_of"]
