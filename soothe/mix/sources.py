"""Which beds a session needs, when each is heard, and how loud each is by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.errors import SoundError, UsageError
from soothe.mix import automation
from soothe.mix.ambience import Source
from soothe.units import gain, to_frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from soothe.beds import Bed
    from soothe.mix.profiles import Profile
    from soothe.model import Timeline

_SHORTEST_CROSSFADE = 0.05


def open_sources(
    timeline: Timeline, bed: Bed, profile: Profile, open_bed: Callable[[str], Bed] | None
) -> tuple[Source, ...]:
    """Every bed of the session at 0 LUFS, in order of entry.

    Args:
        timeline: its changes of bed are followed.
        bed: heard from the beginning.
        profile: may ask for music.
        open_bed: gives the bed of a name; may be None if the timeline never changes it.

    Raises:
        SoundError: a bed cannot be opened.
        UsageError: the profile is for music and one of the beds is not.
    """
    entries = [(0, 0, bed), *_entries(timeline, open_bed)]
    for _, _, entering in entries:
        _check(entering, profile)
    leaves = [(start, over) for start, over, _ in entries[1:]] + [(timeline.frames, 1)]
    return tuple(
        Source(entering, _unit_gain(entering), entering.peak, start, over, end, fall)
        for (start, over, entering), (end, fall) in zip(entries, leaves, strict=True)
    )


def _entries(
    timeline: Timeline, open_bed: Callable[[str], Bed] | None
) -> Iterator[tuple[int, int, Bed]]:
    """First frame, frames of the crossfade, and the bed that comes in."""
    opened: dict[str, Bed] = {}
    for start, change in automation.bed_changes(timeline):
        if change.bed is None:
            continue
        if open_bed is None:
            raise SoundError(
                f"The script changes the bed to {change.bed!r}, and this mix can play one bed only."
            )
        if change.bed not in opened:
            opened[change.bed] = open_bed(change.bed)
        yield (
            start,
            to_frames(max(change.over, _SHORTEST_CROSSFADE), timeline.rate),
            opened[change.bed],
        )


def _check(bed: Bed, profile: Profile) -> None:
    if profile.music_only and bed.kind == "ambience":
        raise UsageError(
            f"The mix {profile.name!r} lets music come close to the voice; ambience would cover "
            "it. Choose a music bed, or the mix 'balanced'."
        )


def _unit_gain(bed: Bed) -> float:
    """Factor to 0 LUFS; 0 for silence."""
    return 0.0 if bed.kind == "silence" else gain(-bed.loudness_lufs)
