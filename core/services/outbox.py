"""The outbox: an event is written in the transaction that causes it, so both are kept or neither is."""

from ..database.unit_of_work import AnySession
from ..models import Event
from ..schemas.analytics import Kind


def record_event(session: AnySession, kind: Kind) -> None:
    """Add an event to the session's transaction."""
    session.add(Event(kind=kind))
