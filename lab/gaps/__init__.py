"""The gap ledger: what each framework does by itself, measured, and the lines of the adapters that close it."""
