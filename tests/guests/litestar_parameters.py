"""Guests of Litestar: paths, methods and parameters."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Router, get
from litestar.params import CookieParameter, HeaderParameter, PathParameter, QueryParameter

from tests.guests.guest import Guest, ask
from tests.guests.litestar_base import DOCS, handlers

ID = "0B5E2A0C-0DC6-4D3B-8F4D-3A4B8F2C1D0E"


class Kind(StrEnum):
    SMALL = "small"
    LARGE = "large"


@get("/guest/int/{value:int}")
async def path_int(value: int) -> dict[str, int]:
    return {"value": value}


@get("/guest/str/{value:str}")
async def path_str(value: str) -> str:
    return value


@get("/guest/float/{value:float}")
async def path_float(value: float) -> float:
    return value


@get("/guest/decimal/{value:decimal}")
async def path_decimal(value: Decimal) -> str:
    return str(value)


@get("/guest/uuid/{value:uuid}")
async def path_uuid(value: UUID) -> UUID:
    return value


@get("/guest/date/{value:date}")
async def path_date(value: date) -> date:
    return value


@get("/guest/datetime/{value:datetime}")
async def path_datetime(value: datetime) -> datetime:
    return value


@get("/guest/time/{value:time}")
async def path_time(value: time) -> time:
    return value


@get("/guest/timedelta/{value:timedelta}")
async def path_timedelta(value: timedelta) -> str:
    return str(value)


@get("/guest/path/{value:path}")
async def path_path(value: Path) -> str:
    return str(value)


@get("/guest/constrained/{version:int}")
async def constrained_path(version: Annotated[int, PathParameter(ge=1, le=10)]) -> int:
    return version


@get("/guest/query")
async def query(  # noqa: PLR0917 -- each kind of parameter
    limit: int,
    kind: Kind = Kind.SMALL,
    names: list[str] | None = None,
    since: datetime | None = None,
    aliased: Annotated[str | None, QueryParameter(name="camelCase")] = None,
    page: Annotated[int, QueryParameter(gt=0)] = 1,
) -> dict[str, Any]:
    return {"limit": limit, "kind": kind, "names": names, "since": since, "aliased": aliased, "page": page}


@get("/guest/raw-query")
async def raw_query(request: Request[Any, Any, Any]) -> list[Any]:
    return sorted(request.query_params.multi_items())


@get("/guest/header")
async def header(token: Annotated[str, HeaderParameter(name="X-API-KEY")]) -> str:
    return token


@get("/guest/cookie")
async def cookie(flavour: Annotated[str, CookieParameter(name="flavour")]) -> str:
    return flavour


@get("/guest/layered")
async def layered(own: int, shared: Annotated[int, QueryParameter(name="shared")]) -> int:
    return own + shared


LAYER = Router(
    "/guest/layer",
    route_handlers=[layered],
    parameters={"shared": QueryParameter(annotation=int, name="shared")},
)

PATHS = f"{DOCS}/usage/routing/parameters.html"
ROUTING = f"{DOCS}/usage/routing/overview.html"
HANDLERS = f"{DOCS}/usage/routing/handlers.html"

GUESTS = [
    Guest(
        "an integer in a path",
        PATHS,
        [ask("GET", "/guest/int/7"), ask("GET", "/guest/int/x"), ask("POST", "/guest/int/7")],
        attach=handlers(path_int),
    ),
    Guest(
        "texts in a path",
        PATHS,
        [ask("GET", f"/guest/str/{text}") for text in ("a", "A_B", "%C3%A9", "a%20b")],
        attach=handlers(path_str),
    ),
    Guest(
        "numbers in a path",
        PATHS,
        [ask("GET", "/guest/float/1.5"), ask("GET", "/guest/decimal/1.50")],
        attach=handlers(path_float, path_decimal),
    ),
    Guest(
        "a UUID in a path, in capitals too",
        PATHS,
        [ask("GET", f"/guest/uuid/{text}") for text in (ID, ID.lower(), ID.replace("-", ""), "0")],
        attach=handlers(path_uuid),
    ),
    Guest(
        "dates and times in a path",
        PATHS,
        [
            ask("GET", "/guest/date/2024-02-29"),
            ask("GET", "/guest/datetime/2024-02-29T12:00:00"),
            ask("GET", "/guest/time/12:30:00"),
            ask("GET", "/guest/timedelta/90"),
            ask("GET", "/guest/date/tomorrow"),
        ],
        attach=handlers(path_date, path_datetime, path_time, path_timedelta),
    ),
    Guest("a path in a path", PATHS, [ask("GET", "/guest/path/a/b/c.txt")], attach=handlers(path_path)),
    Guest(
        "a path parameter with bounds",
        PATHS,
        [ask("GET", "/guest/constrained/3"), ask("GET", "/guest/constrained/11")],
        attach=handlers(constrained_path),
    ),
    Guest(
        "query parameters",
        PATHS,
        [
            ask("GET", "/guest/query?limit=3"),
            ask("GET", "/guest/query?limit=3&kind=large&names=a&names=b&since=2024-02-29T12:00:00&camelCase=x&page=2"),
            ask("GET", "/guest/query?limit=3&unknown=1"),
            ask("GET", "/guest/query?limit=3&kind=huge"),
            ask("GET", "/guest/query?limit=3&page=0"),
            ask("GET", "/guest/query?limit=x"),
            ask("GET", "/guest/query"),
        ],
        attach=handlers(query),
    ),
    Guest(
        "a repeated query parameter", PATHS, [ask("GET", "/guest/raw-query?a=1&b=2&a=3")], attach=handlers(raw_query)
    ),
    Guest(
        "a header",
        PATHS,
        [ask("GET", "/guest/header", x_api_key="secret"), ask("GET", "/guest/header")],
        attach=handlers(header),
    ),
    Guest(
        "a cookie",
        PATHS,
        [ask("GET", "/guest/cookie", cookie="flavour=plain"), ask("GET", "/guest/cookie")],
        attach=handlers(cookie),
    ),
    Guest(
        "a parameter of a layer",
        f"{PATHS}#layered-parameters",
        [ask("GET", "/guest/layer/guest/layered?own=1&shared=2"), ask("GET", "/guest/layer/guest/layered?own=1")],
        attach=handlers(
            Router(
                "/guest/layer",
                route_handlers=[layered],
                parameters={"shared": QueryParameter(annotation=int, name="shared")},
            )
        ),
    ),
]
