"""Guests of Sanic: requests."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnusedFunction=false
# pyright: reportUnknownVariableType=false, reportUntypedFunctionDecorator=false
# Sanic leaves decorators without types.

from itertools import count
from typing import Any, cast

from sanic import Request, json, text
from sanic.response import HTTPResponse

from tests.guests.guest import Ask, Guest, ask

DOCS = "https://sanic.dev/en/guide"
REQUEST, RESPONSE = f"{DOCS}/basics/request.html", f"{DOCS}/basics/response.html"
FORM = ("Content-Type", "application/x-www-form-urlencoded")
MULTIPART = ("Content-Type", "multipart/form-data; boundary=b")
PARTS = (
    b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nA title\r\n'
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nHello'
    b"\r\n--b--\r\n"
)
LARGE = b"x" * (1024 * 1024 + 1)


def parsed(_: bytes) -> list[str]:
    return ["parsed"]


def bodies(app: Any) -> None:
    @app.post("/guest/json")
    async def read_json(request: Request) -> HTTPResponse:
        return json({"given": request.json})

    @app.post("/guest/body")
    async def body(request: Request) -> HTTPResponse:
        return json([len(request.body), request.content_type])

    @app.put("/guest/empty")
    async def no_body(request: Request) -> HTTPResponse:
        return json(request.json)


def forms(app: Any) -> None:
    @app.post("/guest/form")
    async def form(request: Request) -> HTTPResponse:
        given = cast("Any", request.form)
        return json([given.get("a"), given.getlist("b"), given.get("none")])

    @app.post("/guest/files")
    async def files(request: Request) -> HTTPResponse:
        given = cast("Any", request.files).get("file")
        return json([cast("Any", request.form).get("title"), given.name, given.type, given.body.decode()])


def queries(app: Any) -> None:
    @app.get("/guest/query")
    async def read_query(request: Request) -> HTTPResponse:
        return json([request.args, request.query_args, request.query_string, request.args.get("none", "default")])

    @app.get("/guest/listed")
    async def listed(request: Request) -> HTTPResponse:
        return json(request.get_args(keep_blank_values=True))


def headers(app: Any) -> None:
    @app.get("/guest/headers")
    async def shown(request: Request) -> HTTPResponse:
        return json([request.headers.get("x-one"), request.headers.getall("x-many", []), request.host, request.ip])

    @app.get("/guest/credentials")
    async def credentials(request: Request) -> HTTPResponse:
        given = request.credentials
        return json([request.token, given and [given.username, given.password]])

    @app.get("/guest/accept")
    async def accepted(request: Request) -> HTTPResponse:
        return text(str(request.accept.match("text/html", "application/json")))


def places(app: Any) -> None:
    @app.get("/guest/place/<name>")
    async def place(request: Request, name: str) -> HTTPResponse:
        given = [
            request.url,
            request.path,
            request.scheme,
            request.server_name,
            request.server_port,
            request.server_path,
        ]
        return json([*given, request.remote_addr, request.match_info])


def proxied(app: Any) -> None:
    app.config.update(PROXIES_COUNT=1)
    places(app)


class CountedRequest(Request):
    """A request with an id of its own, as Sanic documents it."""

    counter = count(1)

    @classmethod
    def generate_id(cls, *_: Any) -> str:  # pyright: ignore -- Sanic passes the request to its static method
        return "counted"


def identities(app: Any) -> None:
    @app.get("/guest/id")
    async def identity(request: Request) -> HTTPResponse:
        return json([str(request.id), isinstance(request, CountedRequest)])


def guest(name: str, page: str, attach: Any, *asks: Ask, **options: Any) -> Guest:
    return Guest(name, page, asks, options, attach)


GUESTS = [
    guest(
        "JSON bodies",
        REQUEST,
        bodies,
        *(ask("POST", "/guest/json", value) for value in ({"a": 1, "a ": "é"}, [1, 2], "text", 3)),
        Ask("POST", "/guest/json", [("Content-Type", "text/plain")], b'{"a": 1, "a": 2}'),
        Ask("POST", "/guest/json", [], b"{", "Failed when parsing body as json"),
        ask("PUT", "/guest/empty"),
    ),
    guest("a body over the limit of the contract", REQUEST, bodies, Ask("POST", "/guest/body", [], LARGE)),
    guest(
        "forms",
        REQUEST,
        forms,
        Ask("POST", "/guest/form", [FORM], b"a=1&b=2&b=%C3%A9&c="),
        Ask("POST", "/guest/form?x=1", [FORM], b""),
    ),
    guest("files", REQUEST, forms, Ask("POST", "/guest/files", [MULTIPART], PARTS)),
    guest(
        "queries",
        REQUEST,
        queries,
        *(ask("GET", f"/guest/query?{query}") for query in ("a=1&a=2&b=%C3%A9", "", "a=&a", "limit=x&query=1")),
        ask("GET", "/guest/listed?a=&b=1"),
    ),
    guest(
        "headers",
        REQUEST,
        headers,
        Ask("GET", "/guest/headers", [("X-One", "1"), ("X-Many", "a"), ("X-Many", "b")]),
        ask("GET", "/guest/headers", Host="example.com:81"),
    ),
    guest(
        "credentials",
        REQUEST,
        headers,
        ask("GET", "/guest/credentials", Authorization="Bearer abc"),
        ask("GET", "/guest/credentials", Authorization="Basic YTpi"),
        ask("GET", "/guest/credentials"),
    ),
    guest("accept", REQUEST, headers, ask("GET", "/guest/accept", Accept="application/json, text/html;q=0.5")),
    guest(
        "places",
        REQUEST,
        places,
        ask("GET", "/guest/place/a?b=c"),
        ask("GET", "/guest/place/%41%2F%20", Host="x.example"),
    ),
    guest(
        "proxies",
        f"{DOCS}/advanced/proxy-headers.html",
        proxied,
        ask("GET", "/guest/place/a", X_Forwarded_For="10.0.0.9", X_Forwarded_Proto="https"),
    ),
    guest(
        "ids of requests",
        REQUEST,
        identities,
        ask("GET", "/guest/id"),
        ask("GET", "/guest/id", X_Request_ID="17"),
        request_class=CountedRequest,
    ),
    guest("a parser of one's own", REQUEST, bodies, ask("POST", "/guest/json", {}), loads=parsed),
]
