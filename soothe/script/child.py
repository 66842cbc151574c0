"""The other side of `soothe.script.apart`: renders one script within limits and answers in JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Any

from soothe.script.apart import CHARACTERS, SECONDS
from soothe.script.confined import MEMORY, expire, limit
from soothe.script.header import read_header
from soothe.script.page import open_page
from soothe.script.source import Findings


def main() -> None:
    """Read an order from standard input, render, and write the answer to standard output."""
    order = json.loads(sys.stdin.read())
    expire(SECONDS + 1)
    limit(MEMORY, SECONDS)
    sys.stdout.write(json.dumps(answer(order)))


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
