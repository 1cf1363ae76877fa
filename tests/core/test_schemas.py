"""The base classes of the schemas."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from pydantic import ValidationError

from core import schemas

MOMENT = datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC)


def test_the_changes_of_a_patch_are_the_fields_that_were_sent() -> None:
    assert schemas.TeamUpdate.model_validate({}).changes() == {}
    sent = {"description": None, "tags": ["a"]}
    assert schemas.TeamUpdate.model_validate(sent).changes() == sent


@pytest.mark.parametrize("field", ["name", "tags"])
def test_a_field_of_a_patch_may_be_absent_but_not_null(field: str) -> None:
    with pytest.raises(ValidationError):
        schemas.TeamUpdate.model_validate({field: None})


def test_a_cursor_is_decoded_once() -> None:
    after = schemas.TeamQuery(order_by="name").after_row(schemas.Cursor("Name", UUID(int=1)))
    query = schemas.TeamQuery.model_validate({"order_by": "name", "after": after})
    assert query.cursor == schemas.Cursor("Name", UUID(int=1))
    assert query.cursor is query.cursor


def test_a_cursor_is_bound_to_the_filters_and_the_order() -> None:
    after = schemas.TeamQuery().after_row(schemas.Cursor(MOMENT, UUID(int=1)))
    assert schemas.TeamQuery.model_validate({"after": after, "limit": "5"}).cursor is not None
    for other in ({"sort": "asc"}, {"order_by": "updated_at"}, {"search": "abc"}):
        with pytest.raises(ValidationError, match="Not the next of a page with these filters"):
            schemas.TeamQuery.model_validate({"after": after, **other})
