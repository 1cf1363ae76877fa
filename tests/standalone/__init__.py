"""The adapter without a framework, where it is more than the contract: its command line, and its two front doors."""
