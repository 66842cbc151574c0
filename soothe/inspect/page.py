"""The proof as a page that stands alone: checks, waveform, loudness, spectrogram, steps, words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from soothe.inspect import picture
from soothe.model import Say
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.inspect.verdict import Verdict
    from soothe.outputs.cue_sheet import CueSheet

_LEVELS = (-20, -30, -40, -50)


def page(verdict: Verdict) -> str:
    """HTML without a single outside address."""
    heard, sheet = verdict.heard, verdict.sheet
    environment = Environment(
        loader=PackageLoader("soothe.inspect", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("page.html.j2").render(
        title=sheet.title if sheet else verdict.path.stem,
        file=verdict.path.name,
        length=clock(heard.frames / heard.rate),
        passed=verdict.passed,
        summary=verdict.summary,
        checks=verdict.checks,
        width=picture.WIDTH,
        height=picture.HEIGHT,
        waveform=picture.waveform_path(heard),
        loudness=picture.loudness_path(heard),
        spectrogram=picture.spectrogram_png(heard),
        levels=[(level, picture.level_y(level)) for level in _LEVELS],
        steps=list(_steps(sheet)) if sheet else [],
    )


def _steps(sheet: CueSheet) -> Iterator[dict[str, Any]]:
    timeline = sheet.timeline
    scale = picture.WIDTH / timeline.frames
    for index, span in enumerate(timeline.spans):
        yield {
            "title": span.step.title,
            "at": clock(span.start / timeline.rate),
            "x": round(span.start * scale, 2),
            "width": round(span.frames * scale, 2),
            "lines": [
                (clock(placed.start / timeline.rate), placed.cue.text)
                for placed in timeline.placed
                if placed.step == index and isinstance(placed.cue, Say)
            ],
        }
