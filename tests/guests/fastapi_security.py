"""Guests of FastAPI: security schemes."""

from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Security
from fastapi.security import (
    APIKeyCookie,
    APIKeyHeader,
    APIKeyQuery,
    HTTPAuthorizationCredentials,
    HTTPBasic,
    HTTPBasicCredentials,
    HTTPBearer,
    HTTPDigest,
    OAuth2PasswordBearer,
    SecurityScopes,
)

from tests.guests.guest import Guest, ask

DOCS = "https://fastapi.tiangolo.com"


def secured(app: FastAPI) -> None:
    @app.get("/guest/oauth2")
    async def oauth2(token: Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl="token"))]) -> str:
        return token

    @app.get("/guest/basic")
    def basic(credentials: Annotated[HTTPBasicCredentials, Depends(HTTPBasic(realm="guests"))]) -> str:
        if credentials.password != "swordfish":
            raise HTTPException(401, "Incorrect password", {"WWW-Authenticate": "Basic"})
        return credentials.username

    @app.get("/guest/bearer")
    async def bearer(credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> str:
        return credentials.credentials

    @app.get("/guest/digest")
    async def digest(credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPDigest())]) -> str:
        return credentials.credentials

    @app.get("/guest/keys")
    async def keys(
        header: Annotated[str, Security(APIKeyHeader(name="X-Key"))],
        query: Annotated[str, Security(APIKeyQuery(name="key"))],
        cookie: Annotated[str | None, Security(APIKeyCookie(name="session", auto_error=False))],
    ) -> Any:
        return [header, query, cookie]

    async def scoped(scopes: SecurityScopes, token: Annotated[str, Depends(OAuth2PasswordBearer("token"))]) -> str:
        if token not in scopes.scopes:
            raise HTTPException(
                401, "Not enough permissions", {"WWW-Authenticate": f'Bearer scope="{scopes.scope_str}"'}
            )
        return token

    @app.get("/guest/scopes")
    async def scopes(token: Annotated[str, Security(scoped, scopes=["me", "items"])]) -> str:
        return token


BASIC = {"good": "Basic YTpzd29yZGZpc2g=", "bad": "Basic YTpi", "broken": "Basic x"}


GUESTS = [
    Guest(
        "OAuth2",
        f"{DOCS}/tutorial/security/first-steps/",
        [
            ask("GET", "/guest/oauth2"),
            ask("GET", "/guest/oauth2", Authorization="Bearer a"),
            ask("GET", "/guest/oauth2", Authorization="Basic a"),
        ],
        attach=secured,
    ),
    Guest(
        "HTTP Basic",
        f"{DOCS}/advanced/security/http-basic-auth/",
        [
            ask("GET", "/guest/basic"),
            *(ask("GET", "/guest/basic", Authorization=each) for each in BASIC.values()),
        ],
        attach=secured,
    ),
    Guest(
        "bearer and digest",
        f"{DOCS}/reference/security/",
        [
            each
            for path in ("/guest/bearer", "/guest/digest")
            for each in (
                ask("GET", path),
                *(ask("GET", path, Authorization=word) for word in ("Bearer a", "Digest a", "x")),
            )
        ],
        attach=secured,
    ),
    Guest(
        "API keys",
        f"{DOCS}/reference/security/",
        [
            ask("GET", "/guest/keys"),
            ask("GET", "/guest/keys", X_Key="a"),
            ask("GET", "/guest/keys?key=b", X_Key="a"),
            ask("GET", "/guest/keys?key=b", X_Key="a", Cookie="session=c"),
        ],
        attach=secured,
    ),
    Guest(
        "scopes",
        f"{DOCS}/advanced/security/oauth2-scopes/",
        [
            ask("GET", "/guest/scopes", Authorization="Bearer me"),
            ask("GET", "/guest/scopes", Authorization="Bearer x"),
        ],
        attach=secured,
    ),
]
