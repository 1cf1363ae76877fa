"""A client that openapi-python-client generates from the OpenAPI document, outside the repository."""

import importlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from core.http.openapi.document import DOCUMENT

PACKAGE = "likewise_client"
CONFIGURATION = Path(__file__).with_name("client.yml")


def generate(folder: Path) -> None:
    """Generate the client's package into a folder; any warning of the generator is a failure."""
    (folder / "openapi.json").write_bytes(DOCUMENT)
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    command += ["--path", "openapi.json", "--config", str(CONFIGURATION), "--output-path", PACKAGE]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 -- our own
    assert made.returncode == 0, made.stdout + made.stderr


@dataclass
class Generated:
    """The imported client for a server, with a token or without one."""

    url: str
    token: str | None = None

    def __getattr__(self, name: str) -> Any:
        """A model, by its name in the document."""
        return getattr(module("models"), name)

    def as_(self, token: str) -> "Generated":
        return Generated(self.url, token)

    def call(self, operation: str, *arguments: Any, **options: Any) -> Any:
        """Call an operation, such as `posts.create_post`; return the whole response, its body `parsed`."""
        client = module("client")
        # Without verify_ssl=False, each client loads all certificates, though it speaks plain HTTP.
        settings = {"raise_on_unexpected_status": True, "verify_ssl": False}
        with (
            client.Client(self.url, **settings)
            if self.token is None
            else client.AuthenticatedClient(self.url, self.token, **settings)
        ) as caller:
            return module(f"api.{operation}").sync_detailed(*arguments, client=caller, **options)


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")
