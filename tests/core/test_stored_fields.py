"""The contract's test of mass assignment knows every stored field, so that no client can set one by accident."""

import pytest

from core import models
from core.http.operations import OPERATIONS
from tests.contract.test_mass_assignment import SETTABLE, STORED, refused


@pytest.mark.parametrize("model", STORED)
def test_every_stored_field_is_listed(model: str) -> None:
    fields = set(getattr(models, model).__mapper__.attrs.keys())
    operations = [operation for operation, (written, _) in SETTABLE.items() if written == model]
    for operation in operations:
        settable = SETTABLE[operation][1]
        assert fields <= settable | refused(operation).keys(), f"{operation} says nothing of some"
        assert not settable & refused(operation).keys()


def test_every_operation_that_writes_from_a_body_is_listed() -> None:
    assert {operation.id for operation in OPERATIONS if operation.body is not None} - {"login"} == SETTABLE.keys()
