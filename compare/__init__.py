"""Measures the adapters on equal terms, judges and draws the figures: three things with a data file between them."""
