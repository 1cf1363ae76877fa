"""The domain, written once: models, rules and the HTTP contract that every adapter keeps. Imports no web framework."""
