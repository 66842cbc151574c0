"""Renders a script of unknown origin in a process of its own, with limits.

Jinja's sandbox keeps a script from reaching Python, but not from asking for endless time or memory.
A child process does the rendering; it dies alone, and its answer is plain JSON, never code.
"""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from soothe.model import Place, Problem
from soothe.script.confined import MEMORY, command, environment
from soothe.script.stamps import Rendered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from soothe.model import Value
    from soothe.script.source import Findings

SECONDS = 10
"""Time that a script may take; it counts as processor time and as time on the wall."""
CHARACTERS = 4_000_000
"""Rendered text that the child may answer with."""


def render_apart(
    path: Path,
    source: str,
    rows: Sequence[Mapping[str, Value]],
    seconds: float,
    findings: Sequence[Findings],
) -> list[Rendered]:
    """Render a script in a child process, once for each row of values.

    What goes wrong is noted in the findings of its row, which then gives no lines. All rows share
    one child and its limits.
    """
    order = {"path": str(path), "source": source, "rows": list(map(dict, rows)), "seconds": seconds}
    try:
        answer = subprocess.run(  # noqa: S603  the command is fixed; the script goes in as data
            command("soothe.script.child"),
            input=json.dumps(order),
            capture_output=True,
            timeout=SECONDS,
            check=True,
            encoding="utf-8",
            env=environment(),
        ).stdout
    except subprocess.TimeoutExpired:
        what = f"takes longer than {SECONDS} seconds"
    except subprocess.CalledProcessError as error:
        what = f"asks for too much and ended with {_reason(error)}"
    else:
        return _read(json.loads(answer), str(path), findings)
    for each in findings:
        _refuse(path, what, each)
    return [Rendered("", str(path), {str(path): source})] * len(rows)


def _refuse(path: Path, what: str, findings: Findings) -> None:
    message = (
        f"Rendering this script {what}. It is neither soothe's own nor in your scripts folder,"
        f" and so may take {SECONDS} seconds, {MEMORY // 2**20} MB and {CHARACTERS} characters."
    )
    findings.error(Place(str(path), 1), "limits", message)


def _reason(error: subprocess.CalledProcessError) -> str:
    """The last line of what the child said, or the code that it ended with."""
    lines = str(error.stderr).strip().splitlines()
    return lines[-1] if lines else f"code {error.returncode}"


def _read(answer: dict[str, Any], main: str, findings: Sequence[Findings]) -> list[Rendered]:
    for row, each in zip(answer["rows"], findings, strict=True):
        for file, line, column, severity, rule, message in row["problems"]:
            each.problems.append(Problem(Place(file, line, column), severity, rule, message))
    sources = dict(answer["sources"])
    return [Rendered(str(row["text"]), main, sources) for row in answer["rows"]]
