"""Clients that speak HTTP to an application, in process or over a socket, and know no framework."""
