"""Prints answers: as tables for people, or as the body of the HTTP answer."""

import json
import sys
from collections.abc import Sequence
from typing import Any

import click
from pydantic_core import to_json
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from core import schemas


def print_page(page: schemas.Page[Any], columns: Sequence[str], *, as_json: bool) -> None:
    """Print a page: a row for each item, and the option that continues."""
    if as_json:
        click.echo(to_json(page), nl=False)
        return
    print_items(page.items, columns)
    if page.next is not None:
        click.echo(f"More: --after {page.next}", err=True)


def print_activity(activity: schemas.Activity, *, as_json: bool) -> None:
    """Print a row for each count, and the time of the refresh."""
    if as_json:
        click.echo(to_json(activity), nl=False)
        return
    print_items(activity.items, ("day", "kind", "count"))
    refreshed_at = activity.model_dump(mode="json")["refreshed_at"]
    message = "Never refreshed. Run: python -m standalone analytics refresh"
    click.echo(message if refreshed_at is None else f"Refreshed at {refreshed_at}", err=True)


def print_one(answer: schemas.Output, *, as_json: bool) -> None:
    """Print a resource: a row for each field."""
    if as_json:
        click.echo(to_json(answer), nl=False)
        return
    table = Table(box=None, show_header=False)
    for name, value in answer.model_dump(mode="json").items():
        table.add_row(name, cell(value, kept="\n"))
    print_table(table)


def print_items(items: Sequence[schemas.Output], columns: Sequence[str]) -> None:
    table = Table(*columns, box=box.SIMPLE_HEAD)
    for item in items:
        fields = item.model_dump(mode="json")
        table.add_row(*(cell(fields[column]) for column in columns))
    print_table(table)


def cell(value: object, kept: str = "") -> Text:
    """Return text without markup or control characters: a terminal would obey an escape sequence in a name."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Text("".join(each if each.isprintable() or each in kept else "\N{REPLACEMENT CHARACTER}" for each in text))


def print_table(table: Table) -> None:
    """Fit a table to the terminal. A pipe has no width to fit it to."""
    Console(width=None if sys.stdout.isatty() else 10_000).print(table)
