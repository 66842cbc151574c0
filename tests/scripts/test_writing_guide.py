"""The session in the writer's guide is one that works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from soothe.catalogue import find_script
from soothe.model import Choices
from soothe.script import load
from soothe.timeline import fit
from tests.scripts.laws import RATE, frames

GUIDE = Path(__file__).parents[2] / "docs" / "writing.md"


@pytest.mark.parametrize("ending", ["get-up", "sleep"])
@pytest.mark.parametrize("seconds", [120, 240, 360])
def test_the_example_lasts_as_long_as_it_says(seconds, ending):
    (example,) = re.findall(r"```jinja\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    path = find_script("foot-massage").with_name("hands.md.j2")
    script = load(path, Choices(values={"ending": ending}, seconds=seconds), text=example)
    timeline = fit(script, frames, seconds * RATE, rate=RATE)
    assert not script.warnings
    assert timeline.frames == seconds * RATE
