"""Exact bytes on the wire, an area a file: what HTTP's own documents and the contract's page have a row for."""
