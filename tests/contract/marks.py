"""Parameters of tests that carry a mark."""

from functools import partial

import pytest

strict = partial(pytest.param, marks=pytest.mark.strict)
"""`strict(value)` in a `parametrize` is a case for which an adapter may need its strict layer."""
