"""Texts as people have them, and what is heard of each: read the golden file as a listener would.

    python -m tests.script.test_found > tests/script/found/heard.golden

writes it anew; then look at every line that changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from soothe.model import Bell, Choices, Pause, Say
from soothe.script import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Cue

FOUND = Path(__file__).with_name("found")
TEXTS = tuple(sorted(path for path in FOUND.iterdir() if path.suffix != ".golden"))
GOLDEN = FOUND / "heard.golden"


def heard(path: Path) -> Iterator[str]:
    """What a listener hears of a text, sentence by sentence, and what is left out of it."""
    script = load(path, Choices())
    yield f"== {path.name}: {script.title} ({script.lang})"
    for step in script.steps:
        yield f"# {step.title}"
        yield from (" ".join(map(written, line.cues)) for line in step.lines)
    for problem in script.warnings:
        place = f"{problem.place.line}:{problem.place.column}"
        yield f"! {place} {problem.message}"


def written(cue: Cue) -> str:
    """A cue in few characters: words, (seconds of quiet), <tones>."""
    match cue:
        case Say(text, pace, emphasis):
            stressed = "".join(f" *{text[start:end]}*" for start, end in emphasis)
            return text + (f" ~{pace:.2f}" if pace != 1 else "") + stressed
        case Pause():
            return f"({cue.reference:g})"
        case Bell(sound, times, spacing):
            return f"<{sound} {times}x{spacing:g}>"
    raise AssertionError(cue)


def expected() -> dict[str, list[str]]:
    """The lines of the golden file by the name of their text."""
    parts = GOLDEN.read_text(encoding="utf-8").split("== ")[1:]
    return {part.partition(":")[0]: f"== {part}".rstrip("\n").split("\n") for part in parts}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_found_text_is_heard_as_it_was_meant(path: Path) -> None:
    assert list(heard(path)) == expected()[path.name]


def test_each_text_is_expected() -> None:
    assert sorted(expected()) == [path.name for path in TEXTS]


if __name__ == "__main__":
    print(*(line for path in TEXTS for line in heard(path)), sep="\n")  # noqa: T201  its output
