"""Core by itself: what no request shows."""
