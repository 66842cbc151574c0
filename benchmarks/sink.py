"""What a real sound server is given, against the render: sample for sample.

    python benchmarks/sink.py [--minutes 3] [--busy 4]

Starts a PulseAudio of its own with a sink that nobody hears (`apt install pulseaudio`), plays a
session into it through miniaudio, and records the sink's monitor meanwhile. `--busy` keeps so many
processes at work beside it. Prints the pre-roll, how many frames are the render's own, what was
different, and the underruns that the player counted. Takes as long as the session.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from soothe.live import rehearse
from soothe.order import Order
from soothe.play.devices import open_device
from soothe.play.keys import NoKeys
from soothe.play.perform import perform
from soothe.play.terminal import Plain
from soothe.session import render

if TYPE_CHECKING:
    from collections.abc import Iterator

SINK = "deaf"
PROBE = 4800
"""Frames by which a piece of the render is found in the recording."""


@contextmanager
def server(home: str) -> Iterator[None]:
    """A sound server with one null sink at the session's rate."""
    # What has been spoken is found where it was.
    os.environ.setdefault("XDG_CACHE_HOME", str(Path.home() / ".cache"))
    os.environ |= {"HOME": home, "XDG_RUNTIME_DIR": home, "XDG_CONFIG_HOME": home}
    sink = f"module-null-sink sink_name={SINK} rate=48000 channels=2 format=s16le"
    command = ["pulseaudio", "-n", "--exit-idle-time=-1", "-L", sink]
    command += ["-L", "module-native-protocol-unix"]
    program = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while not (Path(home) / "pulse" / "native").exists():
            time.sleep(0.1)
        yield
    finally:
        program.terminate()
        program.wait()


@contextmanager
def recording(path: Path) -> Iterator[None]:
    """What the sink's monitor gives, into a file of raw samples."""
    command = ["parec", f"--device={SINK}.monitor", "--format=s16le", "--rate=48000", "--raw"]
    with path.open("wb") as file:
        program = subprocess.Popen([*command, "--channels=2", "--latency-msec=50"], stdout=file)
        time.sleep(1)
        try:
            yield
            time.sleep(1)
        finally:
            program.terminate()
            program.wait()


@contextmanager
def company(count: int) -> Iterator[None]:
    """Processes that only compute."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for program in busy:
            program.kill()
            program.wait()


def places(heard: np.ndarray, whole: np.ndarray) -> Iterator[tuple[int, int, int]]:
    """Stretches of the render that were heard as they are: (frame, frames, where in the recording).

    Each is as long as it can be; the next is sought by its first frames, later in the recording.
    """
    at, origin = 0, 0
    while at + PROBE <= len(whole):
        found = _find(heard, whole[at : at + PROBE], at + origin)
        if found is None:
            at += PROBE
            continue
        same = (heard[found : found + len(whole) - at] == whole[at:][: len(heard) - found]).all(
            axis=1
        )
        length = len(same) if same.all() else int(np.argmin(same))
        yield at, length, found
        origin, at = found - at, at + length


def _find(heard: np.ndarray, probe: np.ndarray, near: int) -> int | None:
    """Where in the recording a piece of the render is, within a second after `near`."""
    start = max(0, near - 48_000)
    window = heard[start : near + 2 * 48_000 + len(probe)]
    first = np.flatnonzero((window == probe[0]).all(axis=1))
    hits = (i for i in first if np.array_equal(window[i : i + len(probe)], probe))
    found = next(hits, None)
    return None if found is None else start + int(found)


def compare(heard: np.ndarray, whole: np.ndarray) -> str:
    """How much of the render was heard as it is, and in how many pieces."""
    pieces = list(places(heard, whole))
    if not pieces:
        return "the render's samples are nowhere in the recording"
    same = sum(length for _, length, _ in pieces)
    shifts = [(b[2] - b[0]) - (a[2] - a[0]) for a, b in pairwise(pieces)]
    return (
        f"pre-roll {(pieces[0][2] - pieces[0][0]) / 48_000:.3f} s; {same} of {len(whole)} frames "
        f"are the render's own, in {len(pieces)} pieces, shifted by {shifts} frames"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--script", default="foot-massage")
    parser.add_argument("--busy", type=int, default=0)
    asked = parser.parse_args()
    order = Order(asked.script, minutes=asked.minutes, seed=5)
    track = render(order)
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(server(home))
        stack.enter_context(company(asked.busy))
        raw = Path(home) / "heard.raw"
        with recording(raw):
            rehearsal = rehearse(order)
            done = perform(
                rehearsal.prepare,
                open_device("Null Output"),
                NoKeys(),
                Plain(sys.stderr),
                opening=rehearsal.opening,
            )
            rehearsal.stop()
        heard = np.fromfile(raw, "<i2").reshape(-1, 2)
    print(compare(heard, track.pcm(0, track.timeline.frames)))
    print(f"{done.outcome.underruns} underruns, {asked.busy} busy processes beside it")


if __name__ == "__main__":
    main()
