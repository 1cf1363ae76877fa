"""The application of the environment's settings, for `fastapi dev` and `fastapi run`, which take no factory."""

from .app import create_app

app = create_app()
