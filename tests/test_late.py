"""Public names: all there, and not loaded before they are asked for."""

import pytest

import soothe
import soothe.late


def test_every_public_name_is_there():
    assert {name for name in soothe.__all__ if getattr(soothe, name) is None} == set()


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'soothe' has no attribute 'rendre'"):
        soothe.rendre  # noqa: B018 - asking is the test
