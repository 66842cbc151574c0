"""The timeline as files: chapters for podcast players, every time as JSON, and a picture.

The chapters follow the JSON chapters format 1.2.0 of the podcast namespace. The picture shows the
steps as blocks, what is spoken under them, and bells as dots; it is drawn by a template.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from soothe.model import BedChange, Bell, Pause, Say, Show
from soothe.outputs.labels import chapters, full_title
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Template

    from soothe.model import Placed, Script, Timeline

_TICKS = (10, 30, 60, 120, 300, 600, 1800, 3600)
"""Seconds between the marks of the axis; the first that gives few enough."""
_MOST_TICKS = 20


def chapters_json(script: Script, timeline: Timeline) -> str:
    """Chapters as podcast players fetch them."""
    listed = [
        {
            "startTime": _seconds(chapter.start, timeline),
            "endTime": _seconds(chapter.start + chapter.frames, timeline),
            "title": chapter.title,
        }
        for chapter in chapters(timeline)
    ]
    title = full_title(script, timeline)
    return _json({"version": "1.2.0", "title": title, "chapters": listed})


def timeline_json(script: Script, timeline: Timeline) -> str:
    """Every step and everything heard or shown; times in seconds."""
    return _json(
        {
            "title": script.title,
            "lang": script.lang,
            "length_s": _seconds(timeline.frames, timeline),
            "steps": [
                {
                    "id": span.step.id,
                    "title": span.step.title,
                    "start_s": _seconds(span.start, timeline),
                    "length_s": _seconds(span.frames, timeline),
                }
                for span in timeline.spans
            ],
            "cues": [_cue(each, timeline) for each in timeline.placed],
        }
    )


def timeline_svg(script: Script, timeline: Timeline) -> str:
    """A picture 1200 wide: steps, speech, bells and minutes."""
    return load_template("timeline.svg.j2").render(
        lang=script.lang,
        title=full_title(script, timeline),
        length=_seconds(timeline.frames, timeline),
        steps=[
            (span.step.title, *_span(span.start, span.frames, timeline)) for span in timeline.spans
        ],
        spoken=[
            _span(each.start, each.frames, timeline)
            for each in timeline.placed
            if isinstance(each.cue, Say)
        ],
        bells=[
            _seconds(each.start, timeline) for each in timeline.placed if isinstance(each.cue, Bell)
        ],
        ticks=list(_ticks(_seconds(timeline.frames, timeline))),
    )


@lru_cache(maxsize=8)
def load_template(name: str) -> Template:
    """A template of this package; whatever it is given is escaped for XML."""
    loader = PackageLoader("soothe.outputs", "templates")
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)


def _seconds(frames: int, timeline: Timeline) -> float:
    return round(frames / timeline.rate, 3)


def _span(start: int, frames: int, timeline: Timeline) -> tuple[float, float]:
    return _seconds(start, timeline), _seconds(frames, timeline)


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _cue(each: Placed, timeline: Timeline) -> dict[str, Any]:
    start, length = _span(each.start, each.frames, timeline)
    return {"start_s": start, "length_s": length, "step": each.step, **_said(each)}


def _said(each: Placed) -> dict[str, str | int]:
    match each.cue:
        case Say(text=text):
            return {"kind": "say", "text": text}
        case Show(text=text):
            return {"kind": "show", "text": text}
        case Bell(sound=sound, times=times):
            return {"kind": "bell", "sound": sound, "times": times}
        case Pause():
            return {"kind": "pause"}
        case BedChange(bed=bed):
            return {"kind": "bed", "sound": bed or ""}


def _ticks(length: float) -> Iterator[tuple[float, str]]:
    every = next((each for each in _TICKS if length / each <= _MOST_TICKS), _TICKS[-1])
    for at in range(0, int(length) + 1, every):
        yield at, clock(at)
