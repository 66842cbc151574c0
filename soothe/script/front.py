"""A TOML table that checks what it is asked for and knows the line of every key."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from soothe.model import Place
from soothe.script.bounds import parse_bounds

if TYPE_CHECKING:
    from soothe.script.source import Findings

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
        wanted = re.compile(rf"\s*(?:\[.*\b)?\"?{re.escape(keys[-1])}\"?\s*[=.\]]")
        for number, line in enumerate(self._lines, start=2):
            if wanted.match(line):
                return Place(self._file, number, line.index(keys[-1]) + 1)
        return Place(self._file, 1)

    def error(self, message: str, *keys: str) -> None:
        """Note that the value of a key cannot be used."""
        self._findings.error(self.place(*keys), "front-matter", message)

    def text(self, key: str) -> str | None:
        """The text of a key, None when it is absent."""
        value = self.table.get(key)
        if value is None or isinstance(value, str):
            return value
        self.error(f'{key} must be text: {key} = "...".', key)
        return None

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

    def bounds(self, key: str) -> tuple[float, float, float] | None:
        """Least, usual and most seconds of a key, None when it is absent."""
        text = self.text(key)
        bounds = parse_bounds(text) if text is not None else None
        if text is not None and bounds is None:
            self.error(f'{key} = "{text}" is not least..usual..most, as in "3m..10m..18m".', key)
        return bounds

    def _parsed(self, toml: str) -> dict[str, Any]:
        try:
            return tomllib.loads(toml)
        except tomllib.TOMLDecodeError as error:
            message = str(error)
            match = _TOML_PLACE.search(message)
            line, column = (int(match[1]), int(match[2])) if match else (len(self._lines), 1)
            # The first line of the TOML is the second of the file.
            place = Place(self._file, line + 1, column)
            self._findings.error(place, "toml", f"{message.partition(' (')[0]}.")
            return {}
