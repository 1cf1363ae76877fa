"""The commands that every adapter has, and how they refuse."""
