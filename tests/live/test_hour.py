"""A shipped session, with its own speech and sound, at which random keys are pressed."""

from __future__ import annotations

import pytest

from soothe.live import rehearse
from soothe.order import Order
from tests.play.hour import SKIPS, STEADY, faults, presses, sit_through


@pytest.mark.parametrize(("seed", "skips"), [(4, False), (7, True)])
def test_a_shipped_session_keeps_its_word_whatever_is_pressed(seed, skips, monkeypatch):
    rehearsal = rehearse(Order("foot-massage", minutes=3, seed=seed), patient=True)
    session = rehearsal.prepare()
    rehearsal.stop()
    keys = presses(seed, 12, 10, STEADY + SKIPS if skips else STEADY)
    hour = sit_through(session, keys, monkeypatch)
    assert list(faults(hour, skips=skips)) == []
