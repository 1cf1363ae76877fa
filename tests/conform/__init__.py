"""The contract as a black box: `python -m tests.conform http://host:port`, against any server."""
