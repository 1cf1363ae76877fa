"""Tests the tests: breaks core, compare and the adapters, one place at a time; each mutant must fail some test."""
