"""The gap ledger: what each framework does by itself, measured, and which code of the adapters closes each gap."""
