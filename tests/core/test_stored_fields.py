"""The contract's test of mass assignment knows every stored field, so that no client can set one by accident."""

import pytest

from core import models
from core.http.operations import OPERATIONS
from tests.contract.test_mass_assignment import SETTABLE, refused

MODELS = {
    "user": models.User,
    "post": models.Post,
    "team": models.Team,
    "member": models.TeamMember,
    "tag": models.Tag,
    "document": models.Document,
}


@pytest.mark.parametrize("operation", SETTABLE)
def test_every_stored_field_is_listed(operation: str) -> None:
    fields = set(MODELS[operation.partition("_")[2]].__mapper__.attrs.keys())
    assert fields <= SETTABLE[operation] | refused(operation).keys()
    assert not SETTABLE[operation] & refused(operation).keys()


def test_the_bodies_of_the_contract_are_those_of_core() -> None:
    bodies = {operation.id: operation.body for operation in OPERATIONS if operation.id != "login"}
    # The file of an upload is no member of its schema.
    expected = SETTABLE | {"create_document": {"name"}}
    assert {name: set(body.model_fields) for name, body in bodies.items() if body} == expected
