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
    expected = [(method, path) for _, method, path in OPERATIONS]
    for resource, under in variant.adapter.mounted.items():
        expected += [(method, under + path) for _, method, path in OPERATIONS if path.split("/")[1] == resource]
    assert declared(application) == sorted(expected)
