"""Runs notebooks on a Dask cluster."""
