"""Probes: exact bytes on the wire, one area in each file, for every rule of HTTP that the contract has."""
