"""Draws a data file and its judgement as one HTML page that loads nothing else."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from compare import gaps, upgrades
from compare.charts import Bar, Mark, Panel, draw
from compare.judge import METRICS, SMALLEST_FACTOR, Judgement, judge
from compare.results import OPERATIONS, Operation, Results, Row

PLAIN = {"async": "plain ASGI", "sync": "plain WSGI"}
LATENCIES = {"p50": "dot", "p95": "ring", "p99": "tick"}


def page(results: Results) -> str:
    """The report as HTML."""
    judgement = judge(results)
    environment = Environment(
        loader=PackageLoader("compare"),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rows = in_order(results.rows)
    return environment.get_template("report.html.j2").render(
        results=results,
        rows=rows,
        operations=OPERATIONS,
        metrics=METRICS,
        judgement=judgement,
        number=number,
        times=times,
        ledger=gaps.read(),
        frameworks=gaps.read().frameworks,
        upgrades=upgrades.read(),
        marks=upgrades.MARKS,
        marked=marked,
        findings=[finding(rows, judgement, operation) for operation in OPERATIONS],
        twins=twins(rows, judgement),
        panels={
            key: [Markup(draw(_panel(rows, judgement, key, operation))) for operation in OPERATIONS]  # noqa: S704  # escaped there
            for key in ("cpu", "throughput", "latency")
        },
    )


def write(results: Results, path: Path) -> None:
    """Draw the page into a file."""
    path.write_text(page(results), encoding="utf-8")


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Async rows before sync ones, each kind led by its floor and closed by its control."""
    roles = ("floor", "adapter", "extra", "control")
    return sorted(rows, key=lambda row: (row.kind, roles.index(row.role)))


def number(value: float, key: str) -> str:
    """A figure in its metric's unit and decimals; from 100 on without any."""
    return f"{value:,.{0 if value >= 100 else METRICS[key].decimals}f}"


def times(ratio: float) -> str:
    """A ratio in words short enough for a table."""
    return f"{ratio:.2f}\N{MULTIPLICATION SIGN}"


def marked(text: str) -> Markup:
    """Text in which words between backticks are code."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704  # escaped here


def finding(rows: Sequence[Row], judgement: Judgement, operation: Operation) -> str:
    """One sentence: the CPU of each framework on this operation, over the floor of its own kind."""
    parts: list[str] = []
    ties: list[str] = []
    for kind, floor in PLAIN.items():
        judged: list[tuple[float, str]] = []
        for row in rows:
            figure = judgement.figure(row.name, "cpu", operation)
            if row.kind != kind or row.role != "adapter" or figure is None or figure.ratio is None:
                continue
            if figure.call == "tie":
                ties.append(row.name)
            else:
                judged.append((figure.ratio, row.name))
        if judged:
            parts.append(f"{', '.join(f'{name} {times(ratio)}' for ratio, name in sorted(judged))} the CPU of {floor}")
    if ties:
        parts.append(f"a tie with its floor for {enumerated(ties)}")
    return f"{'; '.join(parts) or 'not measured over a floor'}."


def enumerated(names: Sequence[str]) -> str:
    """Names as a sentence has them: with commas, and the last with a word."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def twins(rows: Sequence[Row], judgement: Judgement) -> dict[str, str]:
    """For each row that is its floor once more, and each operation: the ratio, which should be 1, and its interval."""
    found: dict[str, str] = {}
    for row in rows:
        for operation in OPERATIONS:
            figure = judgement.figure(row.name, "cpu", operation)
            if row.role == "control" and figure is not None and figure.ratio is not None:
                differs = "" if figure.call == "tie" else ", though it is the same application: doubt this run"
                text = f"{figure.ratio:.2f} ({figure.ratio_low:.2f} to {figure.ratio_high:.2f}){differs}"
                found[f"{row.name}, {operation}"] = text
    return found


def _panel(rows: Sequence[Row], judgement: Judgement, key: str, operation: Operation) -> Panel:
    metric = METRICS["p50" if key == "latency" else key]
    latency = key == "latency"
    bars = [_bar(row, judgement, LATENCIES if latency else {key: "dot"}, operation) for row in rows]
    floors: dict[str, float] = {}
    for row in rows:
        figure = judgement.figure(row.name, metric.key, operation)
        if row.role == "floor" and figure is not None:
            floors[row.kind] = figure.median
    title = "Latency" if latency else metric.title
    return Panel(
        key=f"{key}-{operation}",
        title=f"{title} of {operation}",
        description="; ".join(f"{bar.name}: {bar.text}" for bar in bars) + f" ({metric.unit})",
        unit=metric.unit,
        heading="p50 · p99" if latency else "median",
        bars=bars,
        floors=floors,
        band=SMALLEST_FACTOR,
        logarithmic=latency,
    )


def _bar(row: Row, judgement: Judgement, styles: Mapping[str, str], operation: Operation) -> Bar:
    figures = {key: judgement.figure(row.name, key, operation) for key in styles}
    measured = {key: figure for key, figure in figures.items() if figure is not None}
    marks = [Mark(styles[key], figure.median, figure.low, figure.high) for key, figure in measured.items()]
    text = " · ".join(number(figure.median, key) for key, figure in measured.items() if key != "p95")
    return Bar(row.name, row.kind, row.role, marks, text or "not measured")
