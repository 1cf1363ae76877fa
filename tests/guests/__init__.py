"""Guests: handlers and features as each framework's documentation shows them.

Each is added to a plain application of the framework and to its adapter, with the layer on. The same requests go to
both, and the answers must be the same; `guest.py` says what that means. A module has the guests of one framework, and
the name of its adapter.
"""
