"""Runs each adapter, unchanged, on the releases of its framework of the last two years."""
