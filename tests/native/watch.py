"""Watches an adapter while it answers, through the interpreter's profiling hook: nothing in the adapter changes."""

import sys
import threading
import tomllib
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType

from tests.adapters import ADAPTERS

# Every adapter whose framework is described here; the one without a framework has nothing to be native to.
FRAMEWORKS = tuple(name for name in ADAPTERS if Path(__file__).with_name(f"{name}.toml").exists())
# Where an answer reaches the client of the tests.
ARRIVALS = {("tests.clients.asgi", "send"), ("tests.clients.wsgi", "start_response")}


@dataclass(frozen=True)
class Framework:
    """`routers` and `sender` are methods, as `module.Class.method`; `package` is the adapter's."""

    package: str
    modules: Sequence[str]
    routers: Sequence[str]
    sender: str

    def owns(self, frame: FrameType | None) -> bool:
        return frame is not None and module_of(frame).partition(".")[0] in self.modules


@cache
def framework(name: str) -> Framework:
    read = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
    return Framework(ADAPTERS[name][0].package, **read)


@dataclass
class Trace:
    """What happened during one request.

    `order` has "routed" and "answered" as they came. `handled` is true where the framework called the adapter's handler
    of errors with an exception; `sent` where it sent one of its own responses.
    """

    order: list[str] = field(default_factory=list[str])
    handled: bool = False
    sent: bool = False

    def note(self, event: str) -> None:
        if event not in self.order:
            self.order.append(event)


class Watch:
    """The hook; `trace` is that of the current request."""

    def __init__(self, watched: Framework) -> None:
        self.framework = watched
        self.trace = Trace()

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        if event != "call":
            return
        module, code = module_of(frame), frame.f_code
        if any(runs(frame, router) for router in self.framework.routers):
            self.trace.note("routed")
        if (module, code.co_name) in ARRIVALS:
            self.trace.note("answered")
        if module == f"{self.framework.package}.problems" and self.framework.owns(frame.f_back):
            self.trace.handled |= any(isinstance(value, BaseException) for value in frame.f_locals.values())
        self.trace.sent |= runs(frame, self.framework.sender)

    @contextmanager
    def installed(self) -> Generator[None]:
        """Watch this thread, and every thread that starts from now on."""
        before = sys.getprofile()
        threading.setprofile(self)
        sys.setprofile(self)
        try:
            yield
        finally:
            sys.setprofile(before)
            threading.setprofile(None)  # pyright: ignore[reportArgumentType] -- None ends it, whatever its stub says


def runs(frame: FrameType, method: str) -> bool:
    """Whether a frame runs this method, of its class or of a class below."""
    name, _, function = method.rpartition(".")
    if frame.f_code.co_name != function:
        return False
    return name in {f"{base.__module__}.{base.__qualname__}" for base in type(frame.f_locals.get("self")).__mro__}


def module_of(frame: FrameType) -> str:
    return frame.f_globals.get("__name__", "")
