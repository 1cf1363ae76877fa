"""What happened, counted."""

import click

from core import schemas
from core.commandline.caller import OPERATOR

from .domain import open_domain
from .input import json_option, query_options, read_query
from .output import print_activity, print_one


@click.group()
def analytics() -> None:
    """Show what happened, and count it anew."""


@analytics.command("activity")
@query_options(schemas.ActivityQuery)
@json_option
def get_activity(*, as_json: bool, **options: str | None) -> None:
    """What happened, by day and kind, as of the last refresh."""
    with open_domain() as domain:
        print_activity(domain.analytics.get_activity(read_query(schemas.ActivityQuery, options)), as_json=as_json)


@analytics.command("refresh")
@json_option
def refresh_activity(*, as_json: bool) -> None:
    """Count anew."""
    with open_domain() as domain:
        print_one(domain.analytics.refresh_activity(OPERATOR), as_json=as_json)
