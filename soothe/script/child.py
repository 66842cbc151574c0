"""The other side of `soothe.script.apart`: renders one script within limits and answers in JSON."""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import astuple
from pathlib import Path

from soothe.script.apart import CHARACTERS, MEMORY, SECONDS
from soothe.script.header import read_header
from soothe.script.page import open_page
from soothe.script.source import Findings


def main() -> None:
    """Read an order from standard input, render, and write the answer to standard output."""
    order = json.loads(sys.stdin.read())
    limit(MEMORY, SECONDS)
    sys.stdout.write(json.dumps(answer(order)))


def limit(memory: int, seconds: int) -> None:
    """Bound memory and processor time, where the system can; the parent watches the clock."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  unknown to Windows

    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        # macOS knows the name of the first limit but refuses to set it.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def answer(order: dict[str, object]) -> dict[str, object]:
    """The rendered text, its sources and the problems found."""
    path, source = Path(str(order["path"])), str(order["source"])
    findings = Findings()
    header = read_header(path, source, findings)
    page = open_page(path, source, header, float(str(order["seconds"])))
    raw = dict(order["values"])  # type: ignore[call-overload]
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in raw.items()}
    rendered = page.render_here(values, findings)
    if len(rendered.text) > CHARACTERS:
        raise MemoryError(f"{len(rendered.text)} characters of text")
    problems = [(*astuple(p.place), p.severity, p.rule, p.message) for p in findings.problems]
    return {"text": rendered.text, "sources": dict(rendered.sources), "problems": problems}


if __name__ == "__main__":
    main()
