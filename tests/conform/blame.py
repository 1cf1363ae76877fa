"""Which answer a failure is about: the one that the failing statement asked for or names; else nobody is blamed."""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import FrameType, TracebackType

from tests.conform.journal import AT_LARGE, OURS, TESTS, Exchange, Journal, Place
from tests.contract import answers

DEPTH = 3  # how many assignments back a value is followed


class Frame:
    """One call in the tests that a failure came through, and the statement that failed there."""

    def __init__(self, frame: FrameType, line: int, journal: Journal) -> None:
        self.file = frame.f_code.co_filename
        self.values = frame.f_locals
        self.journal = journal
        self.function = enclosing(self.file, line, (ast.FunctionDef, ast.Lambda, ast.Module))
        self.statement = enclosing(self.file, line, (ast.stmt,))

    def asked(self, node: ast.AST) -> list[tuple[Place, Exchange]]:
        """The requests that were sent from inside a node."""
        return [
            (place, exchange)
            for exchange in self.journal.exchanges
            for place in exchange.places
            if place.file == self.file and within(place, node)
        ]

    def names(self, node: ast.AST) -> Iterator[str]:
        """The names in a node, but for those that only say what is asked: the address is not what is compared."""
        spans = {place.span for place, _ in self.asked(node)}
        pending = list(parts(node))
        while pending:
            part = pending.pop()
            if isinstance(part, ast.Name):
                yield part.id
            if not (isinstance(part, ast.Call) and span(part) in spans):
                pending += ast.iter_child_nodes(part)

    def direct(self, node: ast.AST) -> list[Exchange]:
        """The answers that what a node names is, or is a part of."""
        names = ["response"] if self.file == answers.__file__ else self.names(node)  # it compares that, in pieces
        return [exchange for name in names for exchange in self.journal.origin(self.values.get(name))]

    def origins(self, node: ast.AST, depth: int = 0) -> Iterator[Exchange]:
        """The answers that what a node names came with, followed through assignments."""
        for name in self.names(node):
            known = list(self.journal.origin(self.values.get(name)))
            yield from known
            if not known and depth < DEPTH and name in self.values:
                for assignment in assignments(self.function, name):
                    if assignment.lineno < self.statement.lineno:
                        yield from (exchange for _, exchange in self.asked(assignment))
                        yield from self.origins(assignment.value or assignment, depth + 1)


def blame(traceback: TracebackType | None, journal: Journal) -> tuple[Exchange | None, set[str]]:
    """The exchange that a failure is about, and the operations whose answers are compared there, its own included."""
    subject: Exchange | None = None
    witnesses: set[str] = set()
    for frame in reversed(list(frames(traceback, journal))):
        asked = [exchange for _, exchange in frame.asked(frame.statement)]
        named = list(frame.origins(frame.statement))
        subject = (
            subject or last(journal, asked) or last(journal, frame.direct(frame.statement)) or last(journal, named)
        )
        witnesses |= {exchange.operation for exchange in named if not exchange.prepares}
    if subject is not None:
        witnesses |= {subject.operation, AT_LARGE} if subject.follows else {subject.operation}
    return subject, witnesses


def frames(traceback: TracebackType | None, journal: Journal) -> Iterator[Frame]:
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file.startswith(str(TESTS)) and not file.startswith(OURS):
            yield Frame(traceback.tb_frame, traceback.tb_lineno, journal)
        traceback = traceback.tb_next


def last(journal: Journal, exchanges: Sequence[Exchange]) -> Exchange | None:
    return max(exchanges, key=journal.exchanges.index, default=None)


@cache
def parsed(file: str) -> ast.Module:
    return ast.parse(Path(file).read_text(encoding="utf-8"))


def enclosing(file: str, line: int, kinds: tuple[type[ast.AST], ...]) -> ast.stmt:
    """The smallest node of these kinds that a line is in."""
    found: ast.AST = parsed(file)
    for node in ast.walk(found):
        inside = isinstance(node, ast.stmt | ast.Lambda) and node.lineno <= line <= (node.end_lineno or 0)
        if inside and isinstance(node, kinds):
            found = node  # the walk goes from outer nodes to inner ones
    return found  # pyright: ignore[reportReturnType] - a module only where a file has changed meanwhile


def assignments(function: ast.AST, name: str) -> Iterator[ast.Assign | ast.AnnAssign | ast.AugAssign]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(part, ast.Name) and part.id == name for target in targets for part in ast.walk(target)):
                yield node


def parts(node: ast.AST) -> Iterator[ast.AST]:
    """A statement's own expressions: of a loop or a `with` its head, not what it holds."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.stmt) and hasattr(node, "body")):
            yield child


def span(node: ast.expr) -> tuple[int, int | None, int, int | None]:
    return node.lineno, node.end_lineno, node.col_offset, node.end_col_offset


def within(place: Place, node: ast.AST) -> bool:
    """Whether an expression stands in a node; in a loop or a `with`, whether in its head."""
    head = [child.lineno for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
    end: int = min(head) - 1 if head else getattr(node, "end_lineno", 0)
    return place.span[0] is not None and getattr(node, "lineno", 0) <= place.span[0] <= end


def statement(traceback: TracebackType | None) -> str:
    """The source of the innermost statement of the tests that failed."""
    failed = list(frames(traceback, Journal()))
    return ast.unparse(failed[-1].statement) if failed else ""
