"""Writes a difference as a test in a file, which can be replayed, and kept once the right answer is decided."""

import runpy
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count, zip_longest
from pathlib import Path

from lab.fuzz.fleet import Difference, Member
from lab.fuzz.normal import Answer, Placeholders
from tests.clients.base import Client, Header
from tests.clients.response import Response
from tests.clients.socket import SocketClient

CLIENT = "from tests.clients.base import Client"
SOCKET_CLIENT = "from tests.clients.socket import SocketClient"
PAGE = '''"""{headline}

Found by: nox -s fuzz -- {options}
Replay: nox -s fuzz -- --replay {path}
"""

{imports}


{code}


{told}
'''


def write(folder: Path, difference: Difference, options: str) -> Path:
    """Write a difference to a file with a free name; `options` are those of the run that found it."""
    folder.mkdir(parents=True, exist_ok=True)
    operation = difference.operation.replace(" ", "_").lower()
    names = (folder / f"test_{operation}_{number}.py" for number in count(1))
    path = next(name for name in names if not name.exists())
    parties = " / ".join(", ".join(names) for names in difference.groups.values())
    headline = f"Answered otherwise: {parties}."
    told = "\n".join(f"# {printable(line)}".rstrip() for line in difference.told.splitlines())
    over_a_socket = any(request.behind for request in difference.requests)
    imports = SOCKET_CLIENT if over_a_socket else CLIENT
    text = PAGE.format(imports=imports, headline=headline, options=options, path=path, code=difference.code, told=told)
    path.write_text(text, encoding="utf-8")
    return path


def printable(line: str) -> str:
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in line)


class Recorder(Client):
    """Forwards requests, and keeps the answers in a comparable form."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.placeholders = Placeholders()
        self.answers: list[Answer | str] = []

    def request(
        self,
        method: str,
        target: str,
        *,
        headers: Sequence[Header] = (),
        body: bytes = b"",
        chunks: Sequence[bytes] | None = None,
    ) -> Response:
        response = self.client.request(method, target, headers=headers, body=body, chunks=chunks)
        self.answers.append(self.placeholders.answer(response))
        return response

    def pipelined(self, method: str, target: str, *, headers: Sequence[Header] = (), behind: bytes) -> list[Response]:
        """Do the same as `SocketClient`."""
        assert isinstance(self.client, SocketClient), "over a socket alone"
        responses = self.client.pipelined(method, target, headers=headers, behind=behind)
        self.answers += map(self.placeholders.answer, responses)
        return responses

    def close(self) -> None:
        """Leave the client to its owner."""

    def play(self, test: Callable[[Client], None]) -> list[Answer | str]:
        """Return all answers, and last the exception that ended the test early."""
        try:
            test(self)
        except Exception as error:  # an adapter that raises is a find, and a failed test is reported too
            self.answers.append(f"no answer: {error!r}")
        return self.answers


def replay(path: Path, members: Sequence[Member]) -> Difference | None:
    """Send all members the requests of the tests in a file; return the first difference that shows again.

    Raises:
        LookupError: there is no test in the file.
    """
    tests = [value for name, value in runpy.run_path(str(path)).items() if name.startswith("test_")]
    if not tests:
        raise LookupError(f"{path} has no test in it.")
    for test in tests:
        with ExitStack() as stack, ThreadPoolExecutor(len(members)) as pool:
            fresh = [member.fresh(stack) for member in members]
            for restored in [pool.submit(member.restore) for member in fresh]:
                restored.result()
            played = [pool.submit(Recorder(member.client).play, test) for member in fresh]
            for answers in zip_longest(*(each.result() for each in played), fillvalue="nothing was asked any more"):
                difference = Difference(
                    [], [(member.name, answer) for member, answer in zip(fresh, answers, strict=True)]
                )
                difference.repeated = True
                if not difference.passable:
                    return difference
    return None
