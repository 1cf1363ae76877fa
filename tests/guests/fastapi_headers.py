"""Guests of FastAPI: headers and cookies of a request."""

from typing import Annotated, Any

from fastapi import Cookie, FastAPI, Header
from pydantic import BaseModel

from tests.guests.guest import Ask, Guest, ask

DOCS = "https://fastapi.tiangolo.com/tutorial"


class CommonHeaders(BaseModel):
    host: str
    save_data: bool
    x_tag: list[str] = []


class Cookies(BaseModel):
    session_id: str
    tracker: str | None = None


def of_headers(app: FastAPI) -> None:
    @app.get("/guest/headers")
    async def headers(
        x_token: Annotated[str, Header()], x_number: Annotated[int | None, Header()] = None
    ) -> dict[str, Any]:
        return {"token": x_token, "number": x_number}

    @app.get("/guest/header-list")
    async def header_list(x_token: Annotated[list[str] | None, Header()] = None) -> Any:
        return x_token

    @app.get("/guest/header-model")
    async def header_model(headers: Annotated[CommonHeaders, Header()]) -> CommonHeaders:
        return headers

    @app.get("/guest/cookies")
    async def cookies(ads_id: Annotated[str, Cookie()], seen: Annotated[int, Cookie()] = 0) -> Any:
        return [ads_id, seen]

    @app.get("/guest/cookie-model")
    async def cookie_model(cookies: Annotated[Cookies, Cookie()]) -> Cookies:
        return cookies


GUESTS = [
    Guest(
        "header parameters",
        f"{DOCS}/header-params/",
        [
            ask("GET", "/guest/headers"),
            ask("GET", "/guest/headers", X_Token="a", X_Number="x"),
            ask("GET", "/guest/headers", X_Token="a", X_Number="1"),
            Ask("GET", "/guest/header-list", [("X-Token", "foo"), ("X-Token", "bar")]),
        ],
        attach=of_headers,
    ),
    Guest(
        "header models",
        f"{DOCS}/header-param-models/",
        [ask("GET", "/guest/header-model", Save_Data="true", X_Tag="a"), ask("GET", "/guest/header-model")],
        attach=of_headers,
    ),
    Guest(
        "cookie parameters",
        f"{DOCS}/cookie-params/",
        [ask("GET", "/guest/cookies", Cookie=each) for each in ("ads_id=a; seen=3", "seen=x", "ads_id=a; ads_id=b")]
        + [ask("GET", "/guest/cookies")],
        attach=of_headers,
    ),
    Guest(
        "cookie models",
        f"{DOCS}/cookie-param-models/",
        [ask("GET", "/guest/cookie-model", Cookie="session_id=1; tracker=t"), ask("GET", "/guest/cookie-model")],
        attach=of_headers,
    ),
]
