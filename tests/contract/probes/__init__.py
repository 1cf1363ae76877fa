"""Probes: exact bytes on the wire, one area in each file, for every HTTP rule of the contract."""
