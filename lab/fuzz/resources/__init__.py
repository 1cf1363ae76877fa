"""Right requests by resource: one function for each operation."""
