"""Which probes a server is spared of which nothing is known: what is its own affair, or another host's."""

import re

import pytest

from tests.conform.client import RecordingClient
from tests.contract.probes.probe import Probe
from tests.contract.probes.prober import HOST, TARGET, Place
from tests.contract.probes.server_owned import area_of, rows_of

OWNED = "what belongs to a server, not to the application: docs/server-owned.md"
HOSTS = "what names another host than the server's, or none: it may answer for its own alone"
TARGETS = "what asks the server as a whole and names no path: the application may be one of several"

NAMED = re.compile(rb"(?:\A[^ ]+ http://|^[Hh]ost:[ \t]*)([^/ \r]*)", re.MULTILINE)


def place_of(client: RecordingClient) -> Place:
    return Place("http" if client.tls is None else "https", client.authority, client.address.prefix)


def reason_against(item: pytest.Item) -> str:
    """Why a probe is left out; empty where it is not, or is none."""
    callspec = getattr(item, "callspec", None)
    probe = None if callspec is None else callspec.params.get("probe")
    if not isinstance(probe, Probe):
        return ""
    if rows_of(area_of(item.path), probe.name):
        return OWNED
    if set(NAMED.findall(probe.sent.partition(b"\r\n\r\n")[0])) != {HOST}:
        return HOSTS
    return "" if TARGET.match(probe.sent) else TARGETS
