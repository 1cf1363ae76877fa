"""Requests of one resource that are answered with the operation's own status, one function for each operation."""
