"""Tests of core that need no adapter."""
