"""Respellings of words that voices say wrongly, such as shiatsu; one table for each language.

A script has its own in its front matter, and a person theirs in `lexicon.toml` of the user folder,
which goes before those that come with soothe.

Captions keep the author's spelling: `Spoken` remembers which characters of the spoken text stand
for which of the written one, so that word times find their way back.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from soothe.catalogue import user_library
from soothe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from soothe.model import Word

OWN = "lexicon.toml"

_SILENT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ud800-\udfff]")
"""Characters that no voice can say and some stumble over."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text as the voice gets it, and its way back to the text as written."""

    text: str
    origins: tuple[tuple[int, int, int, int], ...] = ()
    """(start, end in the spoken text, start, end in the written text) of each respelling."""

    def written(self, words: Iterable[Word]) -> tuple[Word, ...]:
        """The words at their places in the written text; a respelt word is one word again."""
        found: dict[int, Word] = {}
        for word in words:
            start = self._back(word.offset, end=False)
            end = self._back(word.offset + word.length, end=True)
            found.setdefault(start, replace(word, offset=start, length=end - start))
        return tuple(found.values())

    def spoken(self, span: tuple[int, int]) -> tuple[int, int]:
        """A span of the written text as a span of the spoken one."""
        return self._forth(span[0], end=False), self._forth(span[1], end=True)

    def _back(self, place: int, *, end: bool) -> int:
        shift = 0
        for new_start, new_end, start, stop in self.origins:
            if new_start + end <= place < new_end + end:
                return stop if end else start
            if new_end <= place:
                shift = stop - new_end
        return place + shift

    def _forth(self, place: int, *, end: bool) -> int:
        shift = 0
        for new_start, new_end, start, stop in self.origins:
            if start + end <= place < stop + end:
                return new_end if end else new_start
            if stop <= place:
                shift = new_end - stop
        return place + shift


@cache
def lexicon(lang: str) -> Mapping[str, str]:
    """Respellings of a language by word in lower case; empty where none are known."""
    table = files("soothe.voices") / "lexicons" / f"{lang.partition('-')[0].casefold()}.toml"
    if not table.is_file():
        return {}
    words: dict[str, str] = tomllib.loads(table.read_text("utf-8"))["words"]
    return words


def own_lexicon() -> Mapping[str, str]:
    """The person's own respellings by word in lower case; empty where there are none.

    Raises:
        UsageError: their file is damaged.
    """
    path = user_library() / OWN
    return _own(path, path.stat().st_mtime_ns) if path.is_file() else {}


@lru_cache(maxsize=4)
def _own(path: Path, _changed: int) -> Mapping[str, str]:
    try:
        words = tomllib.loads(path.read_text("utf-8")).items()
    except ValueError as error:
        raise UsageError(f"{path} cannot be read: {error}. Mend it or take it away.") from error
    wrong = [word for word, spelling in words if not isinstance(spelling, str)]
    if wrong:
        raise UsageError(f'{path}: {wrong[0]} needs a spelling: {wrong[0]} = "...".')
    return {word.lower(): spelling for word, spelling in words}


def respell(text: str, words: Mapping[str, str]) -> Spoken:
    """A text as the voice is to get it: known words respelt, unspeakable characters blank."""
    text = _SILENT.sub(" ", text)
    if not words:
        return Spoken(text)
    pattern = _any_of(tuple(words))
    parts, origins, done, length = [], [], 0, 0
    for match in pattern.finditer(text):
        new = words.get(match[0].lower(), match[0])
        parts += [text[done : match.start()], new]
        length += match.start() - done
        origins.append((length, length + len(new), *match.span()))
        length += len(new)
        done = match.end()
    return Spoken("".join(parts) + text[done:], tuple(origins))


@lru_cache(maxsize=16)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of these words, the longest first; a session asks for each of its lines."""
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)
