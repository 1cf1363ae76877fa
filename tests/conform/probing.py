"""Selects the probes for a server about which nothing is known."""

import re

import pytest

from tests.conform.client import RecordingClient
from tests.conform.target import Address
from tests.contract.probes.probe import Probe
from tests.contract.probes.prober import HOST, TARGET, Place
from tests.contract.probes.server_owned import area_of, rows_of

OWNED = "belongs to the server, not to the application: docs/server-owned.md"
HOSTS = "names another host, or none: a server on another machine may answer only for its own"
TARGETS = "names no path: it asks everything behind a server, which may be several applications"

NAMED = re.compile(rb"(?:\A[^ ]+ http://|^[Hh]ost:[ \t]*)([^/ \r]*)", re.MULTILINE)


def place_of(client: RecordingClient) -> Place:
    return Place("http" if client.tls is None else "https", client.authority, client.address.prefix)


def reason_against(item: pytest.Item, address: Address) -> str:
    """Return why a test does not run, as a probe or for another host; empty if it does."""
    if item.get_closest_marker("another_host"):
        return "" if address.is_near else HOSTS
    if any(mark.kwargs.get("further") is False for mark in item.iter_markers("only")):
        return OWNED
    callspec = getattr(item, "callspec", None)
    probe = None if callspec is None else callspec.params.get("probe")
    if not isinstance(probe, Probe):
        return ""
    if rows_of(area_of(item.path), probe.name):
        return OWNED
    if not address.is_near and set(NAMED.findall(probe.sent.partition(b"\r\n\r\n")[0])) != {HOST}:
        return HOSTS
    alone = address.is_near and not address.prefix
    return "" if alone or TARGET.match(probe.sent) else TARGETS
