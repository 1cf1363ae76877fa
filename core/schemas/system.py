"""What the health checks answer."""

from typing import Literal

from core.schemas.base import Output


class Health(Output):
    status: Literal["ok"] = "ok"
