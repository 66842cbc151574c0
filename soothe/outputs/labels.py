"""What a session's file says about itself: title, people, words, chapters, how to make it again.

The cautions go into the lyrics and the comment, because a file travels without the program.
"""

from __future__ import annotations

from importlib.metadata import version
from itertools import takewhile
from typing import TYPE_CHECKING

from soothe.model import Say
from soothe.outputs.lines import by_line
from soothe.outputs.tags import Chapter, Tags
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soothe.model import Script, Timeline


def label(
    script: Script,
    timeline: Timeline,
    *,
    command: str = "",
    album: str = "",
    number: str = "",
    note: str = "",
    date: str = "",
    cover: bytes = b"",
) -> Tags:
    """The tags of a fitted script.

    Args:
        script: the words.
        timeline: their times.
        command: what makes the file again, see `again`.
        album: what the file belongs to; empty: what the script says, or its title.
        number: place within the album, `3/12`.
        note: what is added to the title.
        date: `2026` or `2026-05-01`.
        cover: a JPEG or PNG picture.
    """
    meta = dict(script.meta)
    lines = tuple(spoken_lines(timeline))
    words = (text for _, text in lines)
    return Tags(
        title=", ".join(filter(None, (full_title(script, timeline), note))),
        artist=meta.get("author", "soothe"),
        album=album or meta.get("album", script.title),
        genre="Meditation",
        track=number,
        date=date,
        lang=script.lang,
        comment=_comment(script, command),
        encoder=f"soothe {version('soothe')}",
        lyrics="\n".join((*words, "", *script.cautions)).strip(),
        timed_lyrics=lines,
        cover=cover,
        chapters=chapters(timeline),
    )


def full_title(script: Script, timeline: Timeline) -> str:
    """`Self foot massage (10:00)`."""
    return f"{script.title} ({clock(timeline.frames / timeline.rate)})"


def shared_title(titles: Sequence[str]) -> str:
    """The words at the end that all titles have: "Foot: heel" of left and right; or the first."""
    words = takewhile(
        lambda alike: len(set(alike)) == 1,
        zip(*(reversed(title.split()) for title in titles), strict=False),
    )
    shared = " ".join(reversed([alike[0] for alike in words])) or titles[0]
    return shared[:1].upper() + shared[1:]


def chapters(timeline: Timeline) -> tuple[Chapter, ...]:
    """One for each step, the first from the very start and the last to the very end."""
    spans, end = timeline.spans, timeline.frames
    starts = [0, *(span.start for span in spans[1:])]
    return tuple(
        Chapter(span.step.title, start, until - start)
        for span, start, until in zip(spans, starts, [*starts[1:], end], strict=True)
    )


def spoken_lines(timeline: Timeline) -> Iterator[tuple[int, str]]:
    """(frames from the start, what is spoken), one source line after the other."""
    for _, line in by_line(timeline):
        said = [(each.start, each.cue.text) for each in line if isinstance(each.cue, Say)]
        if said:
            yield said[0][0], " ".join(text for _, text in said)


def _comment(script: Script, command: str) -> str:
    made = ": ".join(filter(None, (f"Made with soothe {version('soothe')}", command)))
    return "\n".join(filter(None, (made, " ".join(script.cautions))))
