"""What the application says of itself."""

import click

from core.http.openapi.document import DOCUMENT


@click.command()
def openapi() -> None:
    """Print the contract as OpenAPI 3.1."""
    click.echo(DOCUMENT, nl=False)
