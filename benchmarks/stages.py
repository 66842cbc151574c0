"""Where the time of an export goes: each stage by itself, speech spoken anew and cached.

python benchmarks/stages.py [minutes]
"""

from __future__ import annotations

import sys
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from timing import Cost, measured, median

from soothe.beds import open_bed
from soothe.catalogue import find_script
from soothe.mix import compose, find_profile
from soothe.mix.desk import Desk
from soothe.mix.lanes import Grid
from soothe.mix.sources import open_sources
from soothe.mix.surveys import Surveys, survey_all
from soothe.mix.takes import take_all
from soothe.mix.tones import TONES
from soothe.model import Choices
from soothe.order import Order
from soothe.outputs.packing import Packing
from soothe.script import load
from soothe.session import decided
from soothe.track import Track
from soothe.voices import open_voice

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.order import Plan

Value = TypeVar("Value")
RATE, SEED, RUNS, BLOCK = 48_000, 1, 3, 32 * 1152


def main() -> None:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    order = Order("foot-massage", minutes=minutes, seed=SEED)
    found: dict[str, list[Cost]] = {}
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            _run(order, minutes, Path(folder), found)
    print(f"{minutes:g} minutes, medians of {RUNS} runs\n")
    print("| stage | wall s | processor s |\n|---|---|---|")
    for name, costs in found.items():
        cost = median(costs)
        print(f"| {name} | {cost.wall:.3f} | {cost.processor:.3f} |")


def _run(order: Order, minutes: float, folder: Path, found: dict[str, list[Cost]]) -> None:
    def stage(name: str, work: Callable[[], Value]) -> Value:
        made: list[Value] = []
        found.setdefault(name, []).append(measured(lambda: made.append(work())))
        return made[0]

    choices = Choices(seed=SEED, seconds=60 * minutes)
    script = stage("template", lambda: load(find_script(order.script), choices))

    def speak() -> Plan:
        with open_voice(lang=script.lang, cache=folder / "speech") as speaker:
            return decided(order, script, Fraction(60 * minutes), speaker, None)

    stage("speech, first time, and fit", speak)
    plan = stage("speech, cached, and fit", speak)
    bed = stage("open the bed", lambda: open_bed(script.sound, seed=SEED, rate=RATE))
    takes_of = (plan.timeline, plan.clips, TONES["warm"], folder / "takes")
    stage("voice chain, first time", lambda: take_all(*takes_of))
    takes = stage("voice chain, cached", lambda: take_all(*takes_of))
    profile = find_profile("balanced")
    sources = open_sources(plan.timeline, bed, profile, None)
    grid = Grid(plan.timeline.frames, RATE)
    surveys = stage("survey the bed", lambda: survey_all(sources, grid, Surveys()))
    desk = Desk(plan.timeline, profile, takes, sources, lambda: surveys, grid)
    stage("levels and loudness", lambda: desk.mixed().report())
    mix = compose(plan.timeline, plan.clips, bed, profile=profile, cache=folder / "takes")
    track = Track(plan, mix, script.sound)
    starts = range(0, plan.timeline.frames, BLOCK)
    stage("mix and dither, one thread", lambda: [track.pcm(start, BLOCK) for start in starts])
    stage("tags and cover", lambda: track.tags(Packing()))
    stage("mix, encode, write, prove, all cores", lambda: track.export(folder / "a.mp3"))


if __name__ == "__main__":
    main()
