"""Rules about what is heard besides the voice: sounds and bells must be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from soothe.beds.spec import parse_spec, sound_path
from soothe.check.rule import Finding, Rule
from soothe.errors import SoundError, UsageError
from soothe.model import BedChange, Bell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from soothe.check.study import Study
    from soothe.model import Cue, Place

Asked: TypeAlias = "tuple[Callable[[str], None], str]"
"""How a sound is found, and its name."""


def unknown_sound(study: Study) -> Iterator[Finding]:
    """Sounds and bells that no session can open."""
    place = study.places.get("sound", study.length_place)
    asked: dict[Asked, Place] = {(_find_bed, study.header.sound): place}
    for case in study.cases:
        for line in (line for step in case.script.steps for line in step.lines):
            for cue in line.cues:
                if what := _asked(cue):
                    asked.setdefault(what, line.place)
    for (find, name), where in asked.items():
        try:
            find(name)
        except (UsageError, SoundError) as error:
            yield Finding(where, str(error))


def _asked(cue: Cue) -> Asked | None:
    """What a cue lets sound, if it does."""
    if isinstance(cue, Bell):
        return _find_bell, cue.sound
    return (_find_bed, cue.bed) if isinstance(cue, BedChange) and cue.bed else None


def _find_bed(spec: str) -> None:
    for part in parse_spec(spec):
        sound_path(part.name)


def _find_bell(name: str) -> None:
    if name not in _BELLS:
        # What makes sounds takes longer to import than a check may take.
        from soothe.beds.bells import load_bell  # noqa: PLC0415

        load_bell(sound_path(name))


_BELLS = {"bell", "low", "in", "out", "hold"}
"""Those that come with soothe."""

RULES = (
    Rule(
        "unknown-sound",
        "error",
        unknown_sound,
        "A session whose sound is not there does not begin, or breaks off before the bell.",
    ),
)
