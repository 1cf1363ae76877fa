"""The table of server-owned probes names existing probes, and docs/server-owned.md shows the same table."""

import importlib
from collections import Counter
from collections.abc import Iterator

from tests.contract.probes.probe import Probe
from tests.contract.probes.server_owned import SERVER_OWNED, SERVERS, Owned, area_of
from tests.servers import ROOT

PROBES = ROOT / "tests" / "contract" / "probes"
PAGE = ROOT / "docs" / "server-owned.md"


def probes_of(area: str) -> Iterator[Probe]:
    """Every probe of an area's tests."""
    module = importlib.import_module(f"tests.contract.probes.test_{area}")
    for function in vars(module).values():
        for mark in getattr(function, "pytestmark", ()):
            if mark.args[:1] == ("probe",):
                yield from (row.values[0] for row in mark.args[1])


def rendered(row: Owned) -> str:
    """One row of the table as a line of the page."""
    cells = (str(row.outcomes.get(server, "-")) for server in SERVERS)
    return f"| {row.area}: {', '.join(row.probes)} | {' | '.join(cells)} | {row.because} |"


def test_every_row_of_the_server_owned_table_names_existing_probes() -> None:
    for area in dict.fromkeys(row.area for row in SERVER_OWNED):
        names = Counter(probe.name for probe in dict.fromkeys(probes_of(area)))  # two tests may share a row
        owned = Counter(name for row in SERVER_OWNED if row.area == area for name in row.probes)
        assert not {name for name in owned if owned[name] + names[name] != 2}


def test_every_probe_that_no_adapter_answers_is_in_the_server_owned_table() -> None:
    for path in PROBES.glob("test_*.py"):
        area = area_of(path)
        rows = [row for row in SERVER_OWNED if row.area == area and row.outcomes.keys() >= SERVERS.keys()]
        everywhere = {name for row in rows for name in row.probes}
        assert {probe.name for probe in probes_of(area) if probe.answer is None} == everywhere


def test_the_page_server_owned_shows_the_table() -> None:
    shown = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ") and ": " in line]
    assert shown == [rendered(row) for row in SERVER_OWNED]
