"""What an adapter's strict layer buys and costs: the rules that need it, measured, and its lines of code."""
