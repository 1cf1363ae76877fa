"""FastAPI's test client, imported when a guest uses it: it needs a package that the adapter does without."""

from typing import Any

from fastapi import FastAPI


def client_of(app: FastAPI, **options: Any) -> Any:
    from fastapi.testclient import TestClient  # noqa: PLC0415 -- see above

    return TestClient(app, **options)
