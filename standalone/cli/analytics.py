"""Commands for analytics."""

import click

from core import schemas
from core.commandline.caller import OPERATOR

from .domain import open_domain
from .input import read_query
from .options import json_option, query_options
from .output import print_activity, print_one


@click.group()
def analytics() -> None:
    """Show and refresh the counts of events."""


@analytics.command("activity")
@query_options(schemas.ActivityQuery)
@json_option
def get_activity(*, as_json: bool, **options: str | None) -> None:
    """Show the number of events by day and kind, as of the last refresh."""
    with open_domain() as domain:
        print_activity(domain.analytics.get_activity(read_query(schemas.ActivityQuery, options)), as_json=as_json)


@analytics.command("refresh")
@json_option
def refresh_activity(*, as_json: bool) -> None:
    """Count all events again."""
    with open_domain() as domain:
        print_one(domain.analytics.refresh_activity(OPERATOR), as_json=as_json)
