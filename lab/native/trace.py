"""Watches an adapter while it answers, through the interpreter's profiling hook: nothing in the adapter is changed."""

import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from lab.native.frameworks import Framework
from tests.contract.operations import OPERATIONS

HANDLERS = {name for name, _, _ in OPERATIONS}


class Trace:
    """What happened during one request.

    `order` has "routed" and "answered" as they came; `raised` is the class of what reached the adapter's exception
    handler, `raised_in` where it came from, `told_by` what called the handler; `handler` is the operation's and
    `returned` the class of what it gave; `sent` is the response object's.
    """

    def __init__(self) -> None:
        self.order: list[str] = []
        self.raised = ""
        self.raised_in = ""
        self.told_by = ""
        self.handler = ""
        self.returned = ""
        self.sent = ""

    def note(self, what: str) -> None:
        if what not in self.order:
            self.order.append(what)


class Watch:
    """The hook: keeps the trace of the request that is under way."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.trace = Trace()
        self.problems = f"{framework.package}.problems"
        self.routes = f"{framework.package}.routes."

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            self.called(frame)
        elif event == "return":
            self.returned(frame, argument)

    def called(self, frame: FrameType) -> None:
        code, trace = frame.f_code, self.trace
        if function(frame) in self.framework.routers:
            trace.note("routed")
        elif frame.f_globals.get("__name__") == self.problems and code.co_qualname in self.framework.handlers:
            if not trace.raised and frame.f_back is not None:  # one handler may call another
                error = next(each for each in frame.f_locals.values() if isinstance(each, BaseException))
                trace.raised, trace.told_by = name_of(type(error)), function(frame.f_back)
                # Flask makes an error of its own out of one that nobody expected.
                trace.raised_in = raised_in(getattr(error, "original_exception", None) or error, self.framework)
        elif code.co_name == self.framework.sender and not trace.sent:
            subject: object = frame.f_locals.get("self")
            sender = type(subject)
            if self.framework.response in {name_of(base) for base in sender.__mro__}:
                trace.sent = name_of(sender)

    def returned(self, frame: FrameType, value: object) -> None:
        # A coroutine returns at each await too; the last time is when it is done.
        if frame.f_code.co_name in HANDLERS and frame.f_globals.get("__name__", "").startswith(self.routes):
            self.trace.handler, self.trace.returned = function(frame), name_of(type(value))

    @contextmanager
    def installed(self) -> Generator[None]:
        """Watch this thread, and those that are started from now on."""
        before = sys.getprofile()
        threading.setprofile(self)
        sys.setprofile(self)
        try:
            yield
        finally:
            sys.setprofile(before)
            threading.setprofile(None)  # pyright: ignore[reportArgumentType] -- None ends it, whatever its stub says


def function(frame: FrameType) -> str:
    """The qualified name of what runs in a frame."""
    return f"{frame.f_globals.get('__name__', '')}.{frame.f_code.co_qualname}"


def name_of(kind: type) -> str:
    """The qualified name of a class."""
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def raised_in(error: BaseException, framework: Framework) -> str:
    """The innermost function of the framework or the adapter on the way to where an error was raised."""
    traceback, found = error.__traceback__, ""
    while traceback is not None:
        module = traceback.tb_frame.f_globals.get("__name__", "")
        if framework.owns(module) or module.partition(".")[0] == framework.package:
            found = function(traceback.tb_frame)
        traceback = traceback.tb_next
    return found
