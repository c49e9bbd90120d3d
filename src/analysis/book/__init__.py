"""Runs the notebooks and assembles the book. The only package that knows papermill, jupytext, nbformat and Sphinx."""
