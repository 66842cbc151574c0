"""What `fuzz_scripts.py` throws: pieces that authors write, put together rightly and wrongly."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from soothe.catalogue import list_scripts

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

PIECES = {
    kind: tuple(pieces)
    for kind, pieces in tomllib.loads(
        Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    ).items()
}
CUES, MARKS, TEMPLATES = PIECES["cues"], PIECES["marks"], PIECES["templates"]
STEPS, TAGS, MARKDOWN = PIECES["steps"], PIECES["tags"], PIECES["markdown"]
PAUSES, WORDS = PIECES["pauses"], PIECES["words"]
FRONT = '+++\ntitle = "T"\nlength = "1m..5m..20m"\n+++\n'


def shipped(chance: random.Random) -> Iterator[str]:
    """The shipped scripts with one to three changes."""
    texts = [path.read_text(encoding="utf-8") for path in list_scripts()]
    while True:
        text = chance.choice(texts)
        for _ in range(chance.randint(1, 3)):
            text = mutated(text, texts, chance)
        yield text


def mutated(text: str, others: list[str], chance: random.Random) -> str:
    """One change of the kind that happens to authors."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    cut = chance.randint(0, len(line))
    piece = chance.choice(CUES + MARKS + TEMPLATES + STEPS + TAGS + PAUSES)
    other = chance.choice(others).split("\n")
    start = chance.randrange(len(other))
    cue = re.sub(r"\[[^\]]*\]", lambda _: chance.choice(CUES), line, count=1)
    number = re.sub(
        r"\d+", lambda _: chance.choice(("0", "1", "99", "9" * 50, "-1")), line, count=1
    )
    change = chance.choice(
        (
            [line[:cut] + piece + line[cut:]],
            [piece + line],
            [cue],
            [number],
            [line, line],
            [line[:cut], line[cut:]],
            [line[:cut]],
            [],
            [line, *other[start : start + chance.randint(1, 9)]],
            [line, *chance.sample(lines, min(3, len(lines)))],
        )
    )
    joined = lines[:at] + change + lines[at + 1 :]
    return "\n".join(joined[: at + 1] if chance.random() < 0.02 else joined)  # noqa: PLR2004


def small(chance: random.Random) -> Iterator[str]:
    """Scripts of pieces of the language only."""
    pieces = CUES + MARKS + TEMPLATES + STEPS + WORDS + ("\n",) * 30 + WORDS * 5
    while True:
        yield FRONT + STEPS[0] + "".join(chance.choices(pieces, k=chance.randint(1, 40)))


def mixed(chance: random.Random, own: tuple[str, ...]) -> Iterator[str]:
    """Texts of words with marks, of which most are of one kind."""
    pieces = own * 2 + TAGS + MARKS + WORDS * 6
    while True:
        yield chance.choice(("", " ")).join(chance.choices(pieces, k=chance.randint(1, 60)))


def ssml(chance: random.Random) -> Iterator[str]:
    """Documents whose elements mostly close, in order or not."""
    pieces = TAGS * 3 + PAUSES + MARKS + WORDS * 8
    while True:
        inner = chance.choices(pieces, k=chance.randint(1, 60))
        prolog = chance.choice(("", '<?xml version="1.0"?>', "<!-- a --> ", *TAGS))
        yield f"{prolog}<speak version='1.1'>{' '.join(inner)}</speak>"
