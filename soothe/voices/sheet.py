"""The sheet of a narration: every line that a session can say, numbered, with its file's name.

`sheet.json` in a folder is what the program reads; the recordings lie beside it under the names
that it gives them. Lines are found by their words, so that a comma may change without a new take.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from soothe.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from soothe.model import Script

_NAME = "sheet.json"
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A line to be recorded."""

    number: int
    """From 1."""
    file: str
    """007-left-heel.wav, in the sheet's folder."""
    step: str
    """Title of the step that says it first."""
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a person reads, and where it is kept."""

    title: str
    lang: str
    rows: tuple[Row, ...]

    def find(self, text: str) -> Row | None:
        """The row with the same words."""
        return self.by_words().get(words_of(text))

    def by_words(self) -> dict[str, Row]:
        """Every row by what `words_of` says of its text."""
        return {words_of(row.text): row for row in self.rows}


def sheet_of(scripts: Iterable[Script]) -> Sheet:
    """Every line of scripts that differ in wording or length, those of a step together.

    Raises:
        UsageError: there is no script.
    """
    lines: dict[str, dict[str, tuple[str, str]]] = {}
    title = lang = ""
    for script in scripts:
        title, lang = script.title, script.lang
        for step in script.steps:
            said = lines.setdefault(step.id, {})
            for say in step.says():
                said.setdefault(words_of(say.text), (step.title, say.text))
    once: dict[str, tuple[str, str, str]] = {}
    for id_, said in lines.items():
        for words, (step_title, text) in said.items():
            once.setdefault(words, (id_, step_title, text))
    if not once:
        raise UsageError("There is no line to record.")
    rows = (
        Row(number, f"{number:03}-{id_}.wav", step_title, text)
        for number, (id_, step_title, text) in enumerate(once.values(), start=1)
    )
    return Sheet(title, lang, tuple(rows))


def read_sheet(folder: Path) -> Sheet:
    """The sheet in a folder.

    Raises:
        UsageError: there is none, or it cannot be read.
    """
    try:
        found = json.loads((folder / _NAME).read_text("utf-8"))
        rows = tuple(Row(**row) for row in found["rows"])
        return Sheet(found["title"], found["lang"], rows)
    except FileNotFoundError:
        raise UsageError(
            f"There is no {_NAME} in {folder}. Make one: soothe narrate SCRIPT --sheet {folder}"
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{folder / _NAME} cannot be read: {error!r}.") from error


def write_sheet(sheet: Sheet, folder: Path) -> Path:
    """Put a sheet into a folder, which is made if need be; returns its path.

    Raises:
        OutputError: it cannot be written.
    """
    path = folder / _NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(sheet), ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror or error}.") from error
    return path


def words_of(text: str) -> str:
    """What makes two lines the same: their words, without case and marks."""
    return " ".join(_WORDS.findall(text.casefold()))
