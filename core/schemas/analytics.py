"""Analytics: how many events of each kind there were on each day."""

from datetime import date
from typing import Literal

from pydantic import Field

from .base import Output, Query
from .fields import Date, Time

Kind = Literal[
    "document_created",
    "document_deleted",
    "member_added",
    "member_removed",
    "post_created",
    "post_deleted",
    "tag_created",
    "tag_deleted",
    "team_created",
    "team_deleted",
    "user_created",
    "user_deleted",
]


class ActivityQuery(Query):
    from_: Date | None = Field(default=None, alias="from", description="the first day, in UTC")
    to: Date | None = Field(default=None, description="the last day, in UTC")
    kind: Kind | None = None


class DayActivity(Output):
    day: date
    kind: Kind
    count: int


class Activity(Output):
    items: list[DayActivity] = Field(description="by day, then kind")
    refreshed_at: Time | None = Field(description="null before the first refresh")


class Refreshed(Output):
    events: int = Field(description="how many there are in all")
    refreshed_at: Time
