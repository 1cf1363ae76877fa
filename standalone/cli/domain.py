"""Opens the services that commands call, and turns core's errors into messages."""

import secrets
from collections.abc import Generator
from contextlib import contextmanager

import click
from pydantic import Field, SecretStr

from core.commandline.checks import require_migrated
from core.commandline.environment import read_settings
from core.commandline.refusals import not_ready_error
from core.errors import LikewiseError, NotReady
from core.services_sync import Services
from core.settings import Settings

from ..dependencies import SyncResources


class OperatorSettings(Settings):
    """Settings whose secret may be missing: commands issue no tokens."""

    secret: SecretStr = Field(default_factory=lambda: SecretStr(secrets.token_urlsafe(48)))


@contextmanager
def open_domain() -> Generator[Services]:
    """Open the services on a session of their own. An error of core ends the command with exit code 1."""
    settings = read_settings(OperatorSettings)
    resources = SyncResources(settings)
    try:
        require_migrated(settings, "standalone")
        with resources.services() as domain:
            yield domain
    except NotReady as error:
        raise not_ready_error(error) from None
    except LikewiseError as error:
        faults = (f"{fault.parameter or fault.pointer}: {fault.detail}" for fault in error.faults)
        raise click.ClickException("\n".join([f"{error.title}. {error.detail}", *faults])) from None
    finally:
        resources.database.get_engine().dispose()
