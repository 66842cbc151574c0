"""What was found about a script is kept for as long as nothing changes that decides it.

The key is the digest of every file that the script is made of, and of the checker itself. Scripts
with errors are checked each time: they are quick to check, and about to change.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

import soothe
from soothe.catalogue import cache_folder
from soothe.check.checking import Checked, check
from soothe.entry import Entry
from soothe.errors import SootheError, UsageError
from soothe.ingredients import ingredients
from soothe.model import Place, Problem
from soothe.script.header import read_source
from soothe.store import Store, usable

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 4_000_000


def check_again(path: Path, *, thorough: bool = False) -> Checked:
    """As `check`, but at once where nothing changed since; without the study then.

    Raises:
        UsageError: the file cannot be read, or its language has no words.
    """
    key = _key(path, thorough=thorough)
    if found := _found(key):
        return found
    checked = check(path, thorough=thorough)
    if key and not any(problem.severity == "error" for problem in checked.problems):
        store = findings()
        store.offer(key, _packed(checked))
        store.shrink()
    return checked


def remembered(path: Path, *, thorough: bool = False) -> Checked | None:
    """What was found earlier; None where that is not known, or the file cannot be read."""
    try:
        return _found(_key(path, thorough=thorough))
    except UsageError:
        return None


def _found(key: str) -> Checked | None:
    facts = findings().facts(key) if key else None
    return _unpacked(facts) if facts else None


def findings() -> Store:
    """Where they are kept."""
    return Store(usable(cache_folder()) / "findings", "found", MOST_BYTES)


def _key(path: Path, *, thorough: bool) -> str:
    """The digest of all that decides what is found; empty when that cannot be known."""
    source = read_source(path)
    try:
        files = ingredients(path, source)
    except SootheError:
        return ""
    if files is None:
        return ""
    parts = [str(path), source, str(thorough), _checker(), *map(str, files.items())]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _checker() -> str:
    """What tells this soothe from another."""
    package = Path(soothe.__file__).parent
    files = sorted(package.rglob("*.py"))
    stats = [(file.name, (status := file.stat()).st_mtime_ns, status.st_size) for file in files]
    return f"{sys.version} {jinja2.__version__} {stats}"


def _packed(checked: Checked) -> Entry:
    problems = [asdict(problem) for problem in checked.problems]
    return Entry({"problems": problems, "files": list(checked.files)}, ())


def _unpacked(facts: Mapping[str, Any]) -> Checked:
    problems = (Problem(**{**row, "place": Place(**row["place"])}) for row in facts["problems"])
    return Checked(tuple(problems), tuple(facts["files"]))
