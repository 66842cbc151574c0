"""`soothe voices preview`: a line in a voice, over a bed, as it would sound in a session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from soothe.beds import open_bed
from soothe.catalogue import cache_folder
from soothe.errors import UsageError
from soothe.mix import compose, find_profile, to_int16
from soothe.model import Line, Placed, Say, Span, Step, Timeline
from soothe.play import open_device, open_keys, open_screen, play
from soothe.store import usable
from soothe.units import SESSION_RATE, to_frames
from soothe.voices import open_voice

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from soothe.model import Clip

_LINES = {
    "de": "Lass die Schultern sinken, und atme ruhig aus.",
    "en": "Let your shoulders sink, and breathe out slowly.",
    "es": "Deja caer los hombros, y exhala despacio.",
    "fr": "Laisse tomber les \u00e9paules, et expire doucement.",
    "it": "Lascia cadere le spalle, ed espira piano.",
}
_LEAD_IN, _FADE_OUT, _SILENCE = 2.0, 4.0, 0.3
"""Seconds before the word, after it, and at the very end."""
_SEED = 1


@click.command("preview")
@click.argument("voice")
@click.argument("text", required=False)
@click.option("--sound", default="rain", show_default=True, help="What is heard below it.")
@click.option("--device", default="miniaudio", show_default=True, help="Where the sound goes.")
def command(*, voice: str, text: str | None, sound: str, device: str) -> None:
    """Hear a line in a voice over a sound, as it would be in a session.

    \b
    soothe voices preview espeak
    soothe voices preview "Plain American" "Close your eyes." --sound ocean
    soothe voices preview piper:en_GB-alba-medium --device file:alba.wav
    """
    opened = open_device(device)
    say, clip = _spoken(voice, text)
    timeline = _timeline(say, clip)
    bed = open_bed(sound, seed=_SEED, rate=timeline.rate)
    mix = compose(
        timeline,
        {say: clip},
        bed,
        profile=find_profile("balanced"),
        cache=usable(cache_folder()) / "takes",
    )

    def pcm(start: int, frames: int) -> npt.NDArray[np.int16]:
        return to_int16(mix.read(start, frames), start, _SEED)

    play(timeline, pcm, opened, open_keys(), open_screen(plain=True), title=voice)


def _spoken(spec: str, text: str | None) -> tuple[Say, Clip]:
    with open_voice(spec, lang="en") as speaker:
        lang = speaker.voice.lang or "en"
        text = text or _LINES.get(lang.partition("-")[0])
        if text is None:
            raise UsageError(
                f'There is no line to try in {lang!r}. Give one: soothe voices preview {spec} "..."'
            )
        ((say, clip),) = replace(speaker, lang=lang).speak([Say(text)])
        click.echo(f"{speaker.voice.name} ({speaker.voice.id})", err=True)
        return say, clip


def _timeline(say: Say, clip: Clip, rate: int = SESSION_RATE) -> Timeline:
    lead_in, fade_out, silence = (to_frames(t, rate) for t in (_LEAD_IN, _FADE_OUT, _SILENCE))
    spoken = clip.frames(rate)
    seconds = spoken / rate
    step = Step("preview", "Preview", seconds, seconds, seconds, (Line((say,)),))
    return Timeline(
        rate=rate,
        frames=lead_in + spoken + fade_out + silence,
        fade_in=lead_in,
        fade_out=fade_out,
        silence=silence,
        spans=(Span(step, lead_in, spoken),),
        placed=(Placed(say, lead_in, spoken, 0, 0),),
    )
