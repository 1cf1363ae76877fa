"""What the health checks answer."""

from typing import Literal

from .base import Output


class Health(Output):
    status: Literal["ok"] = "ok"
