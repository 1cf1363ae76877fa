"""The router: finds the handler of a request by the name of its operation."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar
from uuid import UUID

from core.errors import MethodNotAllowed, NotFound
from core.http.operation import parameter_pattern
from core.schemas.fields import CANONICAL_UUID

from .cors import answer_preflight
from .dependencies import AsyncRequest, SyncRequest
from .responses import Response
from .strict import answer_options, check_length

Handler = TypeVar("Handler", bound=Callable[..., Any])


class Router(Generic[Handler]):
    """The handlers by the names of their operations, which core finds by path and method."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self.handlers = handlers

    def route(self, request: AsyncRequest | SyncRequest) -> tuple[Handler, dict[str, object]] | Response[None]:
        """The handler and its path parameters, or the answer to OPTIONS or to a preflight of CORS.

        Raises `NotFound`, `MethodNotAllowed` and `ContentTooLarge`, in this order.
        """
        exchange, settings = request.exchange, request.resources.settings
        if preflight := answer_preflight(request, settings):
            return preflight
        if not exchange.methods:
            raise NotFound
        if request.method == "OPTIONS":
            return answer_options(exchange.allow)
        if exchange.operation is None:
            raise MethodNotAllowed(exchange.allow)
        check_length(request, settings)
        parameters = {name: convert(name, text) for name, text in exchange.parameters.items()}
        return self.handlers[exchange.operation.id], parameters


def convert(name: str, text: str) -> object:
    """The value of a path parameter; core has checked the text."""
    return UUID(text) if parameter_pattern(name) == CANONICAL_UUID else text
