"""What the guests of Litestar share: how handlers are added, and how an application is used as its users test it."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownLambdaType=false
# Litestar leaves out the arguments of its generic types.

from collections.abc import Callable
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

DOCS = "https://docs.litestar.dev/2"


def handlers(*added: Any) -> Callable[[Litestar], None]:
    """Register handlers, controllers and routers on an application that has been made."""

    def attach(app: Litestar) -> None:
        for each in added:
            app.register(each)

    return attach


def testing(use: Callable[[TestClient[Litestar]], Any]) -> Callable[[Litestar], Any]:
    """Use an application through Litestar's test client."""

    def check(app: Litestar) -> Any:
        with TestClient(app) as client:
            return use(client)

    return check
