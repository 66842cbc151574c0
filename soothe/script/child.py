"""The other side of `soothe.script.apart`: renders one script within limits and answers in JSON."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import astuple
from pathlib import Path
from threading import Timer
from typing import Any

from soothe.script.apart import CHARACTERS, MEMORY, SECONDS
from soothe.script.header import read_header
from soothe.script.page import open_page
from soothe.script.source import Findings


def main() -> None:
    """Read an order from standard input, render, and write the answer to standard output."""
    order = json.loads(sys.stdin.read())
    expire(SECONDS + 1)
    limit(MEMORY, SECONDS)
    sys.stdout.write(json.dumps(answer(order)))


def expire(seconds: float) -> None:
    """End this process after so long, even if nobody is there any more who would."""
    watch = Timer(seconds, os._exit, (1,))
    watch.daemon = True
    watch.start()


def limit(memory: int, seconds: int) -> None:
    """Bound memory and processor time, where the system can; the parent watches the clock."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  unknown to Windows

    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        # macOS knows the name of the first limit but refuses to set it.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def answer(order: dict[str, Any]) -> dict[str, Any]:
    """The rendered text of each row of values with the problems found, and the sources."""
    path, source = Path(order["path"]), str(order["source"])
    page = open_page(path, source, read_header(path, source, Findings()), order["seconds"])
    rows = []
    sources: dict[str, str] = {}
    for raw in order["rows"]:
        findings = Findings()
        values = {name: tuple(v) if isinstance(v, list) else v for name, v in raw.items()}
        rendered = page.render_here(values, findings)
        if len(rendered.text) > CHARACTERS:
            raise MemoryError(f"{len(rendered.text)} characters of text")
        problems = [(*astuple(p.place), p.severity, p.rule, p.message) for p in findings.problems]
        rows.append({"text": rendered.text, "problems": problems})
        # Each row has read what the rows before it had, in the same order, and perhaps more.
        sources = dict(rendered.sources)
    return {"rows": rows, "sources": sources}


if __name__ == "__main__":
    main()
