"""Renders a script of unknown origin in a process of its own, with limits.

Jinja's sandbox keeps a script from reaching Python, but not from asking for endless time or memory.
A child process does the rendering; it dies alone, and its answer is plain JSON, never code.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from soothe.model import Place, Problem
from soothe.script.stamps import Rendered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from soothe.model import Value
    from soothe.script.source import Findings

SECONDS = 10
"""Time that a script may take; it counts as processor time and as time on the wall."""
MEMORY = 512 * 2**20
"""Bytes that the child may hold, where the system knows such a limit."""
CHARACTERS = 4_000_000
"""Rendered text that the child may answer with."""


def render_apart(
    path: Path, source: str, values: Mapping[str, Value], seconds: float, findings: Findings
) -> Rendered:
    """Render a script in a child process; what goes wrong in it is noted and gives no lines."""
    order = {"path": str(path), "source": source, "values": dict(values), "seconds": seconds}
    failure = Rendered("", str(path), {str(path): source})
    # Only soothe's own folder is searched first: what lies beside the script is never imported.
    command = [sys.executable, "-P", "-m", "soothe.script.child"]
    root = str(Path(__file__).parents[2])
    try:
        answer = subprocess.run(  # noqa: S603  the command is fixed; the script goes in as data
            command,
            input=json.dumps(order),
            capture_output=True,
            timeout=SECONDS,
            check=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"},
        ).stdout
    except subprocess.TimeoutExpired:
        _refuse(path, f"takes longer than {SECONDS} seconds", findings)
        return failure
    except subprocess.CalledProcessError as error:
        _refuse(path, f"asks for too much and ended with {_reason(error)}", findings)
        return failure
    return _read(json.loads(answer), str(path), findings)


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


def _read(answer: dict[str, object], main: str, findings: Findings) -> Rendered:
    problems, text, sources = (answer[key] for key in ("problems", "text", "sources"))
    for file, line, column, severity, rule, message in problems:  # type: ignore[attr-defined]
        findings.problems.append(Problem(Place(file, line, column), severity, rule, message))
    return Rendered(str(text), main, dict(sources))  # type: ignore[call-overload]
