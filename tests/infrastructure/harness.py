"""Runs the harness of the tests on a project of stand-ins."""

from pathlib import Path

import pytest

from tests.adapters import ADAPTERS

# Loading these unused plugins takes longer than the run itself.
PLUGINS = ("-p", "no:faker", "-p", "no:anyio", "-p", "no:hypothesispytest", "-p", "tests.conftest")

# Adapters of the registry; stand-ins replace their packages. One mounts a resource a second time, the other is sync.
FORMS = [form for forms in ADAPTERS.values() for form in forms]
ALPHA = next(form for form in FORMS if form.mounted)
BETA = next(form for form in FORMS if form.interface == "wsgi")

ASGI = "from tests.infrastructure.applications import asgi\ndef create_app(settings): return asgi"
WSGI = "from tests.infrastructure.applications import wsgi\ndef create_app(settings): return wsgi"
CONTRACT = """
    import pytest

    def test_answers(client):
        assert client.request("GET", "/").status == 200

    @pytest.mark.only(interface="wsgi")
    def test_wsgi(client):
        assert "PATH_INFO" in client.request("GET", "/").json()

    def test_settings(settings, database):
        assert settings.database_url == database.url
"""


def touch(url: str) -> None:
    Path(url.removeprefix("sqlite:///")).touch()


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return project.runpytest_inprocess(*PLUGINS, "-v", *arguments)
