"""A rival transaction that a test holds open while a request comes to the same lock."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.models import Team, TeamMember
from tests.clients.base import NO_BODY, Client
from tests.clients.response import Response
from tests.contract.waiting import connections_in_use, wait_until
from tests.databases import Database
from tests.people import Person


class Rival:
    """A transaction that writes before the request does, and commits once the request waits for it."""

    def __init__(self, session: Session, client: Client, database: Database) -> None:
        self.session, self.client, self.database = session, client, database

    def against(self, send: Callable[[], Response]) -> Response:
        """Send the request, let it come to the lock, commit, and return the answer."""
        self.session.flush()
        before = connections_in_use(self.client)
        with ThreadPoolExecutor(1) as threads:
            answer: Future[Response] = threads.submit(send)
            try:
                wait_until(lambda: answer.done() or self.blocks_somebody(before))
            finally:
                self.session.commit()
            return answer.result()

    def call(self, person: Person, method: str, target: str, document: Any = NO_BODY) -> Response:
        token = person.token  # logs in first: a login takes a connection too
        return self.against(lambda: person.client.call(method, target, document, token=token))

    def blocks_somebody(self, before: float) -> bool:
        if self.database.kind == "sqlite":  # which does not show who waits for its write lock
            return connections_in_use(self.client) > before
        with self.database.connect() as connection:
            waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            return connection.execute(waiting).fetchall() != []

    def team(self, slug: str) -> Team:
        """The row of a team, locked as every write to a team and its members locks it."""
        return self.session.scalars(select(Team).where(Team.slug == slug).with_for_update()).one()

    def member(self, person: Person) -> TeamMember:
        return self.session.scalars(select(TeamMember).where(TeamMember.user_id == UUID(person.id))).one()
