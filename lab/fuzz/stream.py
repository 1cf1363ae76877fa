"""The stream: Hypothesis draws sequences of requests from one seed, and a difference is shrunk."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import chain, count
from typing import cast

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from core.http.operation import ANY, Operation
from core.http.operations import OPERATIONS
from core.schemas import Query
from lab.fuzz.call import Call
from lab.fuzz.coverage import Tally, refusals, unreached
from lab.fuzz.fleet import Conversation, Difference, Likeness, Member, Refused
from lab.fuzz.hostile import HOSTILE
from lab.fuzz.odd import ODD
from lab.fuzz.request import Request
from lab.fuzz.right import right
from lab.fuzz.shrink import smallest
from lab.fuzz.world import World
from lab.fuzz.wrong import wrong

Kind = Callable[[World], Call]

# How often each kind occurs among those that a sequence draws from; more than half of the answers must be 2xx.
RIGHTS, RIGHTS_OF_MANY_WAYS, RIGHTS_OF_SYSTEM, WRONGS, WRONGS_OF_UPLOADS, ODDS, HOSTILES = 8, 14, 3, 1, 3, 20, 20

SEQUENCES_ON_ONE_APPLICATION = 15
# The stream aims at a missing outcome so many times before it counts as out of reach.
ATTEMPTS = 10
REQUESTS_FOR_EACH = 4


def kind(operation_id: str, outcome: str) -> Kind:
    """Draw a request whose answer should be this outcome."""
    operation = next(operation for operation in OPERATIONS if operation.id == operation_id)
    error = refusals(operation).get(outcome)
    if error is None:
        return lambda world: right(world, operation)
    return lambda world: wrong(world, operation, error)


def kinds(*, over_a_socket: bool = False) -> list[Kind]:
    """Return all kinds of requests, each as often as it should occur; some exist only over a socket."""
    rights = [kind(operation.id, str(operation.status)) for operation in OPERATIONS for _ in range(weight(operation))]
    wrongs = [
        kind(operation.id, outcome)
        for operation in OPERATIONS
        for outcome in refusals(operation)
        for _ in range(WRONGS_OF_UPLOADS if operation.upload else WRONGS)
    ]
    return [*rights, *wrongs, *list(ODD) * ODDS, *(list(HOSTILE) * HOSTILES if over_a_socket else [])]


# Each member of the enumeration has a type of its own.
ALL_CHECKS = cast("list[HealthCheck]", list(HealthCheck))


def weight(operation: Operation) -> int:
    """Return how often to draw right requests of an operation: most often where there are most ways to ask."""
    if operation.tag == "system":
        return RIGHTS_OF_SYSTEM
    many_ways = operation.query is not Query or operation.upload or operation.media_type == ANY
    return RIGHTS_OF_MANY_WAYS if many_ways else RIGHTS


def in_silence(tally: Tally) -> None:
    """Report no progress."""


class Stream:
    """Sends all members the same requests; stops at the first unknown difference."""

    def __init__(
        self,
        members: Sequence[Member],
        seed: int,
        *,
        known: Counter[Likeness] | None = None,
        tell: Callable[[Tally], None] = in_silence,
    ) -> None:
        """`known` are differences to count and to skip; `tell` is called after every sequence."""
        self.members = members
        self.seed = seed
        self.known = Counter[Likeness]() if known is None else known
        self.tell = tell
        self.tally = Tally()
        self.refused = False
        self.numbers = count(1)

    def run(self, requests: int, kinds: Sequence[Kind], lists: int = 8) -> Difference | None:
        """Send so many requests, or a few more; return the smallest sequence that shows a difference.

        Args:
            lists: what a sequence is joined from; five requests are in a list, on average.
        """
        some = st.lists(st.sampled_from(kinds), max_size=10)
        wanted = self.tally.total() + requests
        difference = None
        with ThreadPoolExecutor(len(self.members)) as pool:
            while self.tally.total() < wanted and difference is None:
                # The memory of failed logins only grows and slows an application down: start it again.
                with ExitStack() as stack:
                    members = [member.fresh(stack) for member in self.members]
                    for _ in range(SEQUENCES_ON_ONE_APPLICATION):
                        if self.tally.total() < wanted and difference is None:
                            difference = self.sequence(members, pool, st.tuples(*[some] * lists))
                            self.tell(self.tally)
                        if difference is not None and difference.likeness in self.known:
                            self.known[difference.likeness] += 1
                            difference = None
            if difference is None:
                return None
            self.known[difference.likeness] += 1
            shown = smallest(difference, lambda requests: self.replay(pool, requests, difference))
            shown.operation, shown.found_as = difference.operation, difference.likeness
            return shown

    def reach(self) -> Difference | None:
        """Aim at the declared outcomes that are missing; those still missing afterwards are out of reach."""
        for _ in range(ATTEMPTS):
            if not (missing := unreached(self.tally)):
                break
            if difference := self.run(REQUESTS_FOR_EACH * len(missing), [kind(*cell) for cell in missing]):
                return difference
        return None

    def sequence(
        self, members: Sequence[Member], pool: ThreadPoolExecutor, lists: st.SearchStrategy[tuple[list[Kind], ...]]
    ) -> Difference | None:
        """Restore the databases, then draw and send one sequence."""
        found: list[Difference] = []
        mark = f"{(number := next(self.numbers)):06}_"  # no id contains an underscore
        day = datetime.now(UTC).date()

        @hypothesis.seed(self.seed * 1_000_003 + number)
        @hypothesis.settings(
            database=None,
            deadline=None,
            max_examples=2,  # the first is always the simplest, here an empty one; those after the second resemble it
            phases=(Phase.generate,),
            suppress_health_check=ALL_CHECKS,
        )
        @hypothesis.given(st.data())
        def converse(data: st.DataObject) -> None:
            world = World(Conversation(members, pool, refused=self.refused), data, self.tally, mark)
            try:
                for make in chain.from_iterable(data.draw(lists)):
                    world.send(make(world))
            except Difference as difference:
                difference.mark = mark
                found.append(difference)
            except Refused:
                self.refused = True

        converse()
        if datetime.now(UTC).date() != day:
            return None  # midnight fell between two applications, and analytics count by day
        return found[0] if found else None

    def replay(
        self, pool: ThreadPoolExecutor, requests: Sequence[Request], difference: Difference
    ) -> Difference | None:
        """Send a sequence to two members that differed, to see whether they still do."""
        names = [names[0] for names in difference.groups.values()][:2]
        # Where the application cannot be fresh, use emails without failed logins.
        mark = f"{next(self.numbers):06}_"
        with ExitStack() as stack:
            members = [member.fresh(stack) for member in self.members if member.name in names]
            conversation = Conversation(members, pool, refused=self.refused)
            try:
                for request in requests:
                    conversation.ask(request.marked(difference.mark, mark))
            except Refused:
                return None
            except Difference as smaller:
                smaller.repeated = True
                smaller.requests = list(requests[: len(smaller.requests)])
                return smaller
        return None
