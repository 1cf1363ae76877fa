"""Granian speaks HTTP/1.1 alone: HTTP/2 in clear text costs a worker hundreds of megabytes for a few kilobytes."""

import os
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.servers import ROOT, Server
from tests.signals import PATIENCE

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"  # RFC 9113, section 3.4
SETTINGS = b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"
UPGRADE = (
    b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings, close\r\n"
    b"Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"
)


def answer(server: Server, sent: bytes) -> bytes:
    """The first that the server answers; nothing if it closes the connection."""
    with socket.create_connection((server.host, server.port), timeout=PATIENCE) as connection:
        try:
            connection.sendall(sent)
            return connection.recv(4096)
        except ConnectionError:
            return b""


@pytest.mark.parametrize("server", ["asgi", "wsgi"])
def test_http_2_in_clear_text_is_refused(environment: Mapping[str, str], tmp_path: Path, server: str) -> None:
    command = ["-m", "standalone", "serve", "--host", "127.0.0.1", "--server", server, "--port"]
    variables = {**os.environ, **environment, "PYTHONPATH": str(ROOT)}
    with Server(lambda port: [*command, str(port)], tmp_path / "log", variables) as running:
        refused = answer(running, PREFACE + SETTINGS)
        assert refused == b"" or refused.startswith(b"HTTP/1.1 4")
        assert answer(running, UPGRADE).startswith(b"HTTP/1.1 200")
