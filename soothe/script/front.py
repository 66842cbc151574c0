"""A TOML table that checks what it is asked for and knows the line of every key."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from soothe.model import Place
from soothe.script.bounds import parse_bounds
from soothe.script.language import is_tag
from soothe.script.marks import UNSEEN
from soothe.script.toml_errors import explain
from soothe.suggest import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.script.source import Findings

_SIDES = ("left", "right")
_TABLES = ("params", "words", "lexicon")
_WORD = re.compile(r"[^\W_]")


class Front:
    """The TOML between the `+++` lines; what is wrong with it goes to the findings."""

    def __init__(self, file: str, toml: str, findings: Findings) -> None:
        self._file = file
        self._lines = toml.split("\n")
        self._findings = findings
        self.table = self._parsed(toml)
        for keys, text in _texts(self.table, ()):
            if unseen := re.search(UNSEEN, text):
                self.error(f"{unseen[0]!a} can be neither heard nor seen. Take it out.", *keys)

    def place(self, *keys: str) -> Place:
        """Where the last of nested keys is set, as well as text alone can tell."""
        found = Place(self._file, 1)
        for key in keys:
            wanted = re.compile(rf"\s*\[?(?:\w+\.)*\"?({re.escape(key)})\"?\s*[=.\]]")
            below = enumerate(self._lines[found.line - 1 :], start=found.line + 1)
            matches = ((number, wanted.match(line)) for number, line in below)
            places = (Place(self._file, n, match.start(1) + 1) for n, match in matches if match)
            found = next(places, found)
        return found

    def error(self, message: str, *keys: str) -> None:
        """Note that the value of a key cannot be used."""
        self._findings.error(self.place(*keys), "front-matter", message)

    def text(self, key: str, default: str = "") -> str:
        """The text of a key, the default when it is absent."""
        value = self.table.get(key, default)
        if isinstance(value, str):
            return value
        self.error(f'{key} must be text: {key} = "...".', key)
        return default

    def other(self, key: str) -> str:
        """The text of a key that has no meaning for the session: author, album ..."""
        if isinstance(self.table[key], dict):
            self.error(f"A script has no table [{key}].{suggestion(key, _TABLES)}", key)
            return ""
        return self.text(key)

    def title(self) -> str:
        """The title, which every script needs."""
        title = _on_one_line(self.text("title"))
        if not title and isinstance(self.table.get("title", ""), str):
            self.error('The script needs a title: title = "...".', "title")
        return title

    def lang(self, default: str) -> str:
        """The language, the default when it is absent."""
        tag = self.text("lang", default)
        if not is_tag(tag):
            message = f'{tag!r} is no tag of a language, such as en or pt-BR: lang = "en".'
            self.error(message, "lang")
        return tag

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts of a key, empty when it is absent."""
        value = self.table.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(map(_on_one_line, value))
        self.error(f'{key} must be a list of texts: {key} = ["...", "..."].', key)
        return ()

    def mapping(self, key: str) -> dict[str, dict[str, Any]]:
        """The table of tables of a key, empty when it is absent."""
        value = self.table.get(key, {})
        if not isinstance(value, dict):
            self.error(f"{key} must be a table: [{key}].", key)
            return {}
        tables = {name: item for name, item in value.items() if isinstance(item, dict)}
        for name in value.keys() - tables.keys():
            self.error(f"{name} in [{key}] must be a table: {name} = {{ ... }}.", key, name)
        return tables

    def words(self) -> dict[str, dict[str, Any]]:
        """Forms by part of the body, then by side; empty when there are none."""
        parts = self.mapping("words")
        for part, sides in parts.items():
            for side, forms in sides.items():
                wrong = "" if side in _SIDES else "A side is left or right"
                if not wrong and not _are_texts(forms):
                    wrong = f"{part}.{side} must be texts"
                if wrong:
                    keys = ("words", f"{part}.{side}")
                    self.error(f'{wrong}: {part}.left = {{ the = "..." }}.', *keys)
        return parts

    def lexicon(self) -> dict[str, str]:
        """Respellings by word in small letters, empty when there are none."""
        table = self.table.get("lexicon", {})
        if not isinstance(table, dict):
            self.error('lexicon must be a table: [lexicon] and word = "spelling".', "lexicon")
            return {}
        for word, spelling in table.items():
            if not (isinstance(spelling, str) and _WORD.search(word) and _WORD.search(spelling)):
                self.error(f'{word} needs a spelling: {word} = "...".', "lexicon", word)
        return {word.lower(): str(spelling) for word, spelling in table.items()}

    def length(
        self, default: tuple[float, float, float] | None = None
    ) -> tuple[float, float, float]:
        """Least, usual and most seconds, which every script declares or takes over."""
        if "length" not in self.table and default:
            return default
        text = self.text("length")
        bounds = parse_bounds(text)
        if bounds is None and isinstance(self.table.get("length", ""), str):
            wrong = f"{text!r} is no length in order. " if text else ""
            message = "The script needs its least, usual and most length"
            self.error(f'{wrong}{message}: length = "3m..10m..18m".', "length")
        return bounds or (0.0, 0.0, 0.0)

    def _parsed(self, toml: str) -> dict[str, Any]:
        try:
            return tomllib.loads(toml)
        except RecursionError:
            message = "Lists or tables are nested too deeply. Write each as a table of its own"
            self._findings.error(Place(self._file, 1), "toml", f"{message}.")
            return {}
        except ValueError as error:
            # Not only its own error: a number of thousands of digits is refused by Python itself.
            line, column, message = explain(error, self._lines)
            # The first line of the TOML is the second of the file.
            self._findings.error(Place(self._file, line + 1, column), "toml", message)
            return {}


def _texts(value: object, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of a table and every name in it, below the keys that lead there."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, keys)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield (*keys, name), name
            yield from _texts(item, (*keys, name))


def _are_texts(forms: object) -> bool:
    return isinstance(forms, dict) and all(isinstance(form, str) for form in forms.values())


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
