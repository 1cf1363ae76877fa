"""Domain events, written in the transaction of what they tell of: either both are there or neither is."""

from ..database.unit_of_work import AnySession
from ..models import Event
from ..schemas.analytics import Kind


def record_event(session: AnySession, kind: Kind) -> None:
    """Add an event to the unit of work."""
    session.add(Event(kind=kind))
