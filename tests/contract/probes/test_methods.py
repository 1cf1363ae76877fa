"""Methods (RFC 9110, section 9): each method on each kind of path."""

from collections.abc import Callable, Iterator

import pytest

from tests.contract.answers import JSON, PROBLEM, PROBLEMS
from tests.contract.operations import NO_USER, absent, allow
from tests.contract.probes.probe import (
    CONTENT,
    ETAG,
    LIVE,
    Probe,
    answer,
    download,
    head,
    head_of,
    head_of_problem,
    known,
    not_allowed,
    options,
    probes,
    problem,
)

pytestmark = pytest.mark.every_server

# One path of each kind.
PATHS = {
    "a form": "/auth/login",
    "a view": "/auth/me",
    "a collection": "/users",
    "an item": "/users/{user_id}",
    "another item": "/posts/{post_id}",
    "an export": "/posts/export",
    "a slug": "/teams/{slug}",
    "a nested collection": "/teams/{slug}/members",
    "a nested item": "/teams/{slug}/members/{user_id}",
    "an upload": "/documents",
    "a download": "/documents/{document_id}/content",
    "an activity": "/analytics/activity",
    "an action": "/analytics/refresh",
    "a check": "/health/live",
    "metrics": "/metrics",
    "the OpenAPI document": "/openapi.json",
    "a page": "/docs",
}
KINDS = {kind: (absent(path), allow(path)) for kind, path in PATHS.items()}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def others() -> Iterator[Probe]:
    """Each method that a path does not have."""
    for kind, (path, methods) in KINDS.items():
        for method in set(METHODS) - set(methods.split(", ")):
            yield Probe(f"{method} on {kind}", head(f"{method} {path}"), not_allowed(methods))
        if "HEAD" not in methods:
            answer = head_of_problem("method-not-allowed", Allow=methods)
            yield Probe(f"HEAD on {kind}", head(f"HEAD {path}"), answer)


@pytest.mark.strict
@probes(*sorted(others(), key=lambda probe: probe.name))
def test_a_method_that_a_path_does_not_have_is_405(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


@pytest.mark.strict
@probes(
    *(Probe(f"OPTIONS on {kind}", head(f"OPTIONS {path}"), options(methods)) for kind, (path, methods) in KINDS.items())
)
def test_options_answers_on_each_kind_of_path(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


UNKNOWN = PROBLEMS["validation"] + b'[{"parameter":"x","code":"unknown","detail":"Is not known here."}]}'
KEPT = {"ETag": ETAG, "Cache_Control": "private, no-cache"}
DISPOSITION = 'attachment; filename="report.txt"'
WHOLE = head_of(200, CONTENT, "text/plain", **KEPT, Accept_Ranges="bytes", Content_Disposition=DISPOSITION)


@pytest.mark.strict
@probes(
    Probe("of a success", head("HEAD /health/live"), head_of(200, LIVE, JSON)),
    Probe("of a fault", head("HEAD /health/live?x"), head_of(422, UNKNOWN, PROBLEM)),
    Probe("of an unknown path", head("HEAD /nowhere"), head_of_problem("not-found")),
    Probe("without a token", head("HEAD /users"), head_of_problem("unauthenticated")),
    Probe("with a bad token", head("HEAD /users", "Authorization: Bearer x"), head_of_problem("invalid-token")),
    Probe("of an unknown item", known(f"HEAD {NO_USER}"), head_of_problem("not-found")),
    Probe("of a download", download(method="HEAD"), WHOLE),
    Probe("of a part", download("Range: bytes=0-0", method="HEAD"), WHOLE),
    Probe("past the end", download("Range: bytes=99-", method="HEAD"), WHOLE),
    Probe("of what has not changed", download(f"If-None-Match: {ETAG}", method="HEAD"), answer(304, b"", None, **KEPT)),
)
def test_head_answers_like_get_without_a_body(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


@pytest.mark.strict
@probes(
    Probe("TRACE", head("TRACE /health/live"), not_allowed("GET, HEAD, OPTIONS")),
    Probe("TRACE on an unknown path", head("TRACE /nowhere"), problem("not-found")),
    Probe("a registered method", head("PROPFIND /health/live"), not_allowed("GET, HEAD, OPTIONS")),
    Probe("a method in small letters", head("get /health/live"), not_allowed("GET, HEAD, OPTIONS")),
    Probe("a method in small letters on an unknown path", head("get /nowhere"), problem("not-found")),
    Probe("a method with one small letter", head("POSt /auth/login"), not_allowed("OPTIONS, POST")),
    Probe("an unknown method", head("FOO /health/live"), not_allowed("GET, HEAD, OPTIONS")),
    Probe("an unknown method on an unknown path", head("FOO /nowhere"), problem("not-found")),
    Probe("a method of 1,000 letters", head(f"{'X' * 1000} /health/live"), not_allowed("GET, HEAD, OPTIONS")),
    Probe("a method that is not a token", head("GE(T /health/live"), None),
)
def test_unknown_methods_are_405(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)
