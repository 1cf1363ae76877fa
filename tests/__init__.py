"""Tests; whatever harness they share is importable from here."""
