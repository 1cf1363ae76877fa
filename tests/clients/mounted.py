"""A client for one resource that an adapter mounts at another path: its tests run there unchanged."""

import re
from collections.abc import Sequence

from tests.clients.base import Client, Header
from tests.clients.response import Response


class MountedClient(Client):
    """Adds the path of the mount to targets, and removes it from the Location of answers."""

    def __init__(self, client: Client, resource: str, under: str) -> None:
        self.client = client
        self.resource = re.compile(rf"/{re.escape(resource)}(?=[/?]|$)")
        self.under = under

    def request(
        self,
        method: str,
        target: str,
        *,
        headers: Sequence[Header] = (),
        body: bytes = b"",
        chunks: Sequence[bytes] | None = None,
    ) -> Response:
        """Send one request.

        Raises:
            AssertionError: a Location leads out of the mount.
        """
        if not self.resource.match(target):
            return self.client.request(method, target, headers=headers, body=body, chunks=chunks)
        response = self.client.request(method, self.under + target, headers=headers, body=body, chunks=chunks)
        return Response(response.status, [self.unmounted(*header) for header in response.headers], response.body)

    def unmounted(self, name: str, value: str) -> Header:
        """A header as it would be without the mount."""
        if name.lower() != "location":
            return name, value
        assert value.startswith(f"{self.under}/"), f"{value} leads out of {self.under}"
        return name, value.removeprefix(self.under)

    def close(self) -> None:
        self.client.close()
