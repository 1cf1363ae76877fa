"""The contract as a black box: `python -m tests.conform http://host:port`, against whatever listens there."""
