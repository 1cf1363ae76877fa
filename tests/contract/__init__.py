"""The contract: how every adapter must answer. The tests know no framework."""
