"""What belongs to the server and not to the adapter: the one table, which docs/server-owned.md shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.variants import Variant

CLOSED = "closes"
WAITS = "waits"
Outcome = int | str

# As the columns of the page.
SERVERS = ("granian", "granian-wsgi", "sanic", "uvicorn", "gunicorn")


@dataclass(frozen=True)
class Owned:
    """Probes of one area in which servers have their own way, and why that is theirs.

    `outcomes` maps a server to the status it answers, or to CLOSED; one that is absent answers as the contract says.
    """

    area: str
    probes: Sequence[str]
    because: str
    outcomes: Mapping[str, Outcome]


SERVER_OWNED: tuple[Owned, ...] = ()


def server_of(variant: Variant) -> str:
    """The column of the table that a variant is in."""
    return "granian-wsgi" if (variant.server, variant.adapter.interface) == ("granian", "wsgi") else str(variant.server)


def outcome_of(area: str, probe: str, variant: Variant) -> Outcome | None:
    """What this server makes of a probe by itself; None where the adapter answers."""
    rows = (row for row in SERVER_OWNED if row.area == area and probe in row.probes)
    return next((row.outcomes.get(server_of(variant)) for row in rows), None)
