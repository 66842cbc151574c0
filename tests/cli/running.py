"""The program as a person starts it, without the half second that a process takes to begin."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from soothe.cli import main

_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@dataclass(frozen=True)
class Run:
    """What a shell would see; what was written is text, or bytes where sound was asked for."""

    returncode: int
    stdout: str | bytes
    stderr: str | bytes


def soothe(*args: str, cwd: Path | None = None, encoding: str | None = "utf-8") -> Run:
    """Run the program from its first line to its exit code, and leave this process as it was.

    What only a new process can show is asked of a new process: see `test_app.py`.
    """
    told = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2)]
    signals = [(each, signal.getsignal(each)) for each in _SIGNALS]
    threshold, interval = gc.get_threshold(), sys.getswitchinterval()
    with pytest.MonkeyPatch.context() as patch, Path(os.devnull).open(encoding="utf-8") as nothing:
        for name, value in zip(("stdout", "stderr", "stdin"), (*told, nothing), strict=True):
            patch.setattr(sys, name, value)
        patch.setattr("sys.argv", ["soothe", *args])
        # Which of the two is changed by it depends on whether it was there.
        patch.setenv("OPENBLAS_NUM_THREADS", "1")
        patch.setattr("warnings.showwarning", None)
        if cwd is not None:
            patch.chdir(cwd)
        try:
            with pytest.raises(SystemExit) as end:
                main()
        finally:
            gc.unfreeze()
            gc.set_threshold(*threshold)
            sys.setswitchinterval(interval)
            for each, handler in signals:
                signal.signal(each, handler)
    code = end.value.code
    assert isinstance(code, int), code
    for each in told:
        each.flush()
    written = [each.buffer.getvalue() for each in told]
    return Run(code, *(each.decode(encoding) if encoding else each for each in written))
