"""The answer of the health checks."""

from typing import Literal

from .base import Output


class Health(Output):
    status: Literal["ok"] = "ok"
