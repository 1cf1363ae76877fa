"""Domain events, written in the transaction of what they tell of: either both are there or neither is."""

from core.models import Event
from core.schemas.analytics import Kind

from .database import AnySession


def record(session: AnySession, kind: Kind) -> None:
    """Add an event to the unit of work."""
    session.add(Event(kind=kind))
