"""A TOML table that checks what it is asked for and knows the line of every key."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from soothe.model import Place
from soothe.script.bounds import parse_bounds
from soothe.suggest import suggestion

if TYPE_CHECKING:
    from soothe.script.source import Findings

_TABLES = ("params", "words", "lexicon")
_WORD = re.compile(r"[^\W_]")
_TOML_PLACE = re.compile(r"at line (\d+), column (\d+)")


class Front:
    """The TOML between the `+++` lines; what is wrong with it goes to the findings."""

    def __init__(self, file: str, toml: str, findings: Findings) -> None:
        self._file = file
        self._lines = toml.split("\n")
        self._findings = findings
        self.table = self._parsed(toml)

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
        if isinstance(value, dict):
            self.error(f"A script has no table [{key}].{suggestion(key, _TABLES)}", key)
        else:
            self.error(f'{key} must be text: {key} = "...".', key)
        return default

    def title(self) -> str:
        """The title, which every script needs."""
        title = self.text("title")
        if not title:
            self.error('The script needs a title: title = "...".', "title")
        return title

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts of a key, empty when it is absent."""
        value = self.table.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
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
        bounds = parse_bounds(self.text("length")) if "length" in self.table else default
        if bounds is None:
            message = 'The script needs its least, usual and most length: length = "3m..10m..18m".'
            self.error(message, "length")
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
            message = str(error)
            match = _TOML_PLACE.search(message)
            line, column = (int(match[1]), int(match[2])) if match else (len(self._lines), 1)
            # The first line of the TOML is the second of the file.
            place = Place(self._file, line + 1, column)
            self._findings.error(place, "toml", f"{message.partition(' (')[0]}.")
            return {}
