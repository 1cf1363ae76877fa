"""The routes of an adapter are the operations of the contract, and no others except its mounts."""

import importlib

import pytest

from core.settings import Settings
from tests.contract.operations import OPERATIONS
from tests.routes import declared
from tests.variants import Variant


@pytest.mark.only(transport="process")
def test_the_routes_of_an_adapter_are_the_operations(variant: Variant, settings: Settings) -> None:
    module = importlib.import_module(variant.adapter.package)
    application = getattr(module, variant.adapter.factory)(settings)
    expected = [(each.method, each.path) for each in OPERATIONS]
    for resource, under in variant.adapter.mounted.items():
        expected += [(each.method, under + each.path) for each in OPERATIONS if each.resource == resource]
    assert declared(application) == sorted(expected)
