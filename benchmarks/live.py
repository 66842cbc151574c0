"""How long it takes from the command to the first sample, and what playing costs.

    python benchmarks/live.py

Runs `soothe play` on the silent paced device: three times with speech cached, twice cold.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time

CODE = """
import os, sys, time
from soothe.play.producer import Producer
take = Producer.take
def first(self, frames):
    Producer.take = take
    os.write(1, f"{time.time()} {time.process_time()}\\n".encode())
    return take(self, frames)
Producer.take = first
from soothe.cli import main
main()
"""
ASKED = ("play", "foot-massage", "-y", "-m", "10", "--plain", "--no-history", "--device", "null")
LISTENED = 20
"""Seconds for which the share of a processor is measured."""


def begin(cache: str) -> tuple[float, float, subprocess.Popen[bytes]]:
    env = os.environ | {"XDG_CACHE_HOME": cache, "XDG_STATE_HOME": cache}
    started = time.time()
    program = subprocess.Popen(
        [sys.executable, "-c", CODE, *ASKED],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=env,
    )
    at, cpu = map(float, next(iter(program.stdout or ())).split())
    return at - started, cpu, program


def main() -> None:
    warm = tempfile.mkdtemp()
    subprocess.run(
        [sys.executable, "-m", "soothe", *ASKED[:-1], "null:fast"],
        env=os.environ | {"XDG_CACHE_HOME": warm, "XDG_STATE_HOME": warm},
        check=True,
        stderr=subprocess.DEVNULL,
    )
    for name, cache in [("cached", warm)] * 3 + [("cold", None)] * 2:
        wall, cpu, program = begin(cache or tempfile.mkdtemp())
        program.terminate()
        program.wait()
        print(f"{name:7} first sample after {wall:.2f} s ({cpu:.2f} s of processor time)")
    _, _, program = begin(warm)
    time.sleep(LISTENED)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program.terminate()
    program.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"playing {LISTENED} s, starting included: {used:.1f} s of processor time")


if __name__ == "__main__":
    main()
