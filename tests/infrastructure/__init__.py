"""Tests of the harness itself: a client that lies would make every contract test lie."""
