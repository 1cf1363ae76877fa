"""The command that prints the OpenAPI document."""

import click

from core.http.openapi.document import DOCUMENT


@click.command()
def openapi() -> None:
    """Print the OpenAPI 3.1 document of the contract."""
    click.echo(DOCUMENT, nl=False)
