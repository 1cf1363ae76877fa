"""Tests of the comparison itself; what it compares are stand-ins."""
