"""docs/native.md: for each way an answer comes about, which piece of each framework made it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.native.cases import ANSWERS, PROBLEMS, Case
from lab.native.frameworks import FRAMEWORKS, Framework
from lab.native.stage import stage
from lab.native.trace import Trace

PAGE = Path(__file__).parents[2] / "docs" / "native.md"
HEAD = """\
# Native stays native

The same bytes come from each framework's own extension points: no wrapper answers before the framework's router has
decided. Written by `nox -s gaps -- --write`, from watching each adapter in process through the interpreter's profiling
hook; do not edit. [A test](../lab/native/test_native.py) watches again, and fails where anything else than this made
an answer.

The first table of each has the problems: what was raised, and in which function of the framework or the adapter; core
raises at the bidding of either. The second has the successes: what the operation's function gave to the framework, and
the response object that went out.
"""


@dataclass(frozen=True)
class Seen:
    """A case, how it ended, and what was seen on the way."""

    case: Case
    ended: str
    trace: Trace


def watch(name: str) -> list[Seen]:
    """Go through all cases on one adapter."""
    seen: list[Seen] = []
    with stage(name) as staged:
        for case in (*PROBLEMS, *ANSWERS):
            answer = case.ask(staged)
            ended = answer.json()["type"].rpartition("/")[2] if answer.status >= 400 and answer.body else ""
            seen.append(Seen(case, ended or str(answer.status), staged.watch.trace))
    return seen


def page(seen: Mapping[str, Sequence[Seen]]) -> str:
    """The whole page, by framework."""
    return "\n\n".join([HEAD.rstrip(), *(section(FRAMEWORKS[name], cases) for name, cases in seen.items())]) + "\n"


def section(framework: Framework, seen: Sequence[Seen]) -> str:
    """What is told of one framework."""
    callers = sorted({each.trace.told_by for each in seen} - {""})
    called = f"The adapter's handler of errors is called by {' or '.join(f'`{name}`' for name in callers)}."
    return "\n".join([f"## {framework.title}\n", called, "", *problems(seen), "", *answers(seen)])


def problems(seen: Sequence[Seen]) -> Iterator[str]:
    yield "| what is wrong | problem | raised | in |"
    yield "|---|---|---|---|"
    for each in seen:
        if each.trace.raised:
            told = " | ".join(f"`{name}`" for name in (each.ended, each.trace.raised, each.trace.raised_in))
            yield f"| {each.case.what} | {told} |"


def answers(seen: Sequence[Seen]) -> Iterator[str]:
    yield "| what is asked for | status | function | gave | went out as |"
    yield "|---|---|---|---|---|"
    for each in seen:
        if not each.trace.raised:
            trace = each.trace
            told = " | ".join(f"`{name}`" if name else "" for name in (trace.handler, trace.returned, trace.sent))
            yield f"| {each.case.what} | {each.ended} | {told} |"


def committed(framework: Framework) -> str:
    """What the page says of one framework."""
    sections = PAGE.read_text(encoding="utf-8").split("## ")
    return next((f"## {each}".rstrip() for each in sections if each.startswith(f"{framework.title}\n")), "")
