"""Posts, as far as a user's detail shows them."""

from uuid import UUID

from core.schemas.base import Output
from core.schemas.fields import Time


class PostSummary(Output):
    id: UUID
    title: str
    created_at: Time
