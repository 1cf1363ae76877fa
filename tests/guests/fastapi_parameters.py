"""Guests of FastAPI: parameters of paths and queries."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import FastAPI, Path, Query
from pydantic import AfterValidator, BaseModel, Field

from tests.guests.guest import Guest, ask

DOCS = "https://fastapi.tiangolo.com/tutorial"


NOBODY = "/guest/users/F47AC10B-58CC-4372-A567-0E02B2C3D479"


class Model(StrEnum):
    ALEXNET = "alexnet"
    RESNET = "resnet"


class Filters(BaseModel):
    model_config = {"extra": "forbid"}
    limit: int = Field(100, gt=0, le=100)
    tags: list[str] = []


def of_path(app: FastAPI) -> None:
    @app.get("/guest/items/{item_id}")
    async def item(item_id: int) -> dict[str, int]:
        return {"item_id": item_id}

    @app.get("/guest/models/{model}")
    def model(model: Model) -> dict[str, Any]:
        return {"model": model, "is": model is Model.ALEXNET}

    @app.get("/guest/files/{file_path:path}")
    async def file(file_path: str) -> dict[str, str]:
        return {"path": file_path}

    @app.get("/guest/bounded/{item_id}")
    async def bounded(
        item_id: Annotated[int, Path(title="The ID", ge=0, le=1000)], size: Annotated[float, Query(gt=0, lt=10.5)] = 1
    ) -> dict[str, float]:
        return {"id": item_id, "size": size}

    @app.get("/guest/users/{user_id}")
    async def user(user_id: UUID) -> UUID:
        return user_id


def of_query(app: FastAPI) -> None:
    @app.get("/guest/query")
    async def query(needy: str, skip: int = 0, limit: int | None = None, short: bool = False) -> dict[str, Any]:
        return {"needy": needy, "skip": skip, "limit": limit, "short": short}

    @app.get("/guest/list")
    async def several(q: Annotated[list[str] | None, Query()] = None) -> Any:
        return q

    @app.get("/guest/validated")
    async def validated(
        q: Annotated[str | None, Query(alias="item-query", min_length=3, max_length=50, pattern="^fixed")] = None,
    ) -> Any:
        return q

    def check(value: str) -> str:
        if not value.startswith("isbn-"):
            raise ValueError("Invalid ID format")
        return value

    @app.get("/guest/custom")
    async def custom(isbn: Annotated[str, AfterValidator(check)]) -> Any:
        return isbn

    @app.get("/guest/filters")
    async def filters(filters: Annotated[Filters, Query()]) -> Filters:
        return filters


GUESTS = [
    Guest(
        "path parameters",
        f"{DOCS}/path-params/",
        [ask("GET", f"/guest/items/{each}") for each in ("3", "-3", "abc", "4.2", "%33", "3%0A", "")],
        attach=of_path,
    ),
    Guest(
        "predefined values",
        f"{DOCS}/path-params/",
        [ask("GET", f"/guest/models/{e}") for e in Model] + [ask("GET", "/guest/models/x")],
        attach=of_path,
    ),
    Guest(
        "paths in a path",
        f"{DOCS}/path-params/",
        [ask("GET", f"/guest/files/{each}") for each in ("a/b.txt", "/a//b", "a/", "", "%C3%A9")],
        attach=of_path,
    ),
    Guest(
        "numeric validations",
        f"{DOCS}/path-params-numeric-validations/",
        [ask("GET", f"/guest/bounded/{each}") for each in ("5?size=2", "-1", "1001?size=0", "5?size=x")],
        attach=of_path,
    ),
    Guest(
        "a UUID in any spelling",
        f"{DOCS}/extra-data-types/",
        [ask("GET", each) for each in (NOBODY, NOBODY.lower(), NOBODY.replace("-", ""), f"{NOBODY}x", f"{NOBODY}/")],
        attach=of_path,
    ),
    Guest(
        "query parameters",
        f"{DOCS}/query-params/",
        [
            ask("GET", f"/guest/query{each}")
            for each in (
                "?needy=a",
                "?needy=a&skip=1&limit=2&short=yes",
                "?needy=a&needy=b",
                "?needy=a&short=on&unknown=1",
                "?needy=",
                "",
                "?skip=x&limit=y",
                "?needy=%FF",
                "?needy=a+b%20c",
                "?needy=a&skip=+1",
                "?needy=a&&;",
            )
        ],
        attach=of_query,
    ),
    Guest(
        "query lists",
        f"{DOCS}/query-params-str-validations/",
        [ask("GET", f"/guest/list{each}") for each in ("?q=foo&q=bar", "?q=a", "")],
        attach=of_query,
    ),
    Guest(
        "query validations",
        f"{DOCS}/query-params-str-validations/",
        [ask("GET", f"/guest/validated?item-query={each}") for each in ("fixedquery", "x", "nofixed")]
        + [ask("GET", f"/guest/custom?isbn={each}") for each in ("isbn-1", "x")],
        attach=of_query,
    ),
    Guest(
        "query models",
        f"{DOCS}/query-param-models/",
        [ask("GET", f"/guest/filters?{each}") for each in ("limit=5&tags=a&tags=b", "limit=0", "tool=plumbus", "")],
        attach=of_query,
    ),
]
