"""What commands print: tables for people, or the body of the HTTP answer."""

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
    """One page: an item a line and where it goes on, or its JSON."""
    if as_json:
        click.echo(to_json(page), nl=False)
        return
    show_items(page.items, columns)
    if page.next is not None:
        click.echo(f"More: --after {page.next}", err=True)


def print_activity(activity: schemas.Activity, *, as_json: bool) -> None:
    """A count a line and as of when, or its JSON."""
    if as_json:
        click.echo(to_json(activity), nl=False)
        return
    show_items(activity.items, ("day", "kind", "count"))
    refreshed = activity.model_dump(mode="json")["refreshed_at"]
    click.echo("Never counted: refresh first" if refreshed is None else f"As of {refreshed}", err=True)


def print_one(answer: schemas.Output, *, as_json: bool) -> None:
    """One resource: a member a line, or its JSON."""
    if as_json:
        click.echo(to_json(answer), nl=False)
        return
    table = Table(box=None, show_header=False)
    for name, value in answer.model_dump(mode="json").items():
        table.add_row(name, cell(value, kept="\n"))
    show(table)


def show_items(items: Sequence[schemas.Output], columns: Sequence[str]) -> None:
    """A table, an item a line."""
    table = Table(*columns, box=box.SIMPLE_HEAD)
    for item in items:
        members = item.model_dump(mode="json")
        table.add_row(*(cell(members[column]) for column in columns))
    show(table)


def cell(value: object, kept: str = "") -> Text:
    """Text without markup or control characters: a name may hold an escape sequence, and a terminal would obey it."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Text("".join(each if each.isprintable() or each in kept else "\N{REPLACEMENT CHARACTER}" for each in text))


def show(table: Table) -> None:
    """Fit a table to the terminal; a pipe has no width to fit it to."""
    Console(width=None if sys.stdout.isatty() else 10_000).print(table)
