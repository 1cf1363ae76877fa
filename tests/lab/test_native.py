"""Every answer is made by the framework, after its router has decided; docs/native.md says by which piece of it."""

from collections.abc import Sequence
from typing import Any

import pytest

from core.errors import NotFound
from core.http.problems import problem
from lab.native.cases import PROBLEMS
from lab.native.frameworks import FRAMEWORKS, Framework
from lab.native.page import Seen, committed, section, watch
from lab.native.stage import stage
from tests.contract.answers import PROBLEMS as CONTRACT

pytestmark = pytest.mark.xdist_group("native")  # one worker, which watches each adapter once

STALE = "an answer is no longer made as docs/native.md says; if it is still native, run nox -s gaps -- --write"


@pytest.fixture(scope="module", params=FRAMEWORKS)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def framework(name: str) -> Framework:
    return FRAMEWORKS[name]


@pytest.fixture(scope="module")
def seen(name: str) -> Sequence[Seen]:
    return watch(name)


def test_each_case_ends_as_it_should(seen: Sequence[Seen]) -> None:
    assert [(each.case.what, each.ended) for each in seen] == [(each.case.what, each.case.ends) for each in seen]


def test_the_router_has_decided_before_there_is_an_answer(seen: Sequence[Seen]) -> None:
    assert [each.case.what for each in seen if each.trace.order != ["routed", "answered"]] == []


def test_every_problem_was_raised_within_the_framework_and_handled_at_its_call(
    seen: Sequence[Seen], framework: Framework
) -> None:
    for each in seen:
        if each.case in PROBLEMS:
            assert each.trace.raised_in, each
            assert framework.owns(each.trace.told_by), each


def test_every_answer_is_a_response_of_the_frameworks_kind(seen: Sequence[Seen], framework: Framework) -> None:
    for each in seen:
        assert each.trace.sent, each
        if each.case not in PROBLEMS and each.case.what != "OPTIONS":
            assert each.trace.handler.startswith(f"{framework.package}.routes."), each


def test_the_page_says_what_was_seen(seen: Sequence[Seen], framework: Framework) -> None:
    assert section(framework, seen) == committed(framework), STALE


def test_every_problem_of_the_contract_has_a_case() -> None:
    assert {case.ends for case in PROBLEMS} == set(CONTRACT)


def early_asgi(application: Any) -> Any:
    """A wrapper that gives the right answer, to the byte, without asking the router."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        told = problem(NotFound())
        headers = [(b"content-type", told.media_type.encode()), (b"content-length", str(len(told.body)).encode())]
        await send({"type": "http.response.start", "status": told.status, "headers": headers})
        await send({"type": "http.response.body", "body": told.body})

    return answer


def early_wsgi(_application: Any) -> Any:
    def answer(environ: Any, start_response: Any) -> Any:
        told = problem(NotFound())
        start_response("404 Not Found", [("Content-Type", told.media_type), ("Content-Length", str(len(told.body)))])
        return [told.body]

    return answer


@pytest.mark.parametrize(("adapter", "wrap"), [("litestar", early_asgi), ("flask", early_wsgi)])
def test_a_wrapper_that_answers_first_is_noticed(adapter: str, wrap: Any) -> None:
    with stage(adapter, wrap) as staged:
        case = PROBLEMS[0]
        answer = case.ask(staged)
        assert (answer.status, answer.json()["type"]) == (404, f"/problems/{case.ends}")
        trace = staged.watch.trace
        assert (trace.order, trace.raised, trace.sent) == (["answered"], "", "")
