"""The command line that every adapter has: a module for each command, and the group in commands.py."""
