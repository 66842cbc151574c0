"""A script before its choices, and its rendering: here if it is trusted, apart if it is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from soothe.catalogue import is_trusted
from soothe.script.apart import render_apart
from soothe.script.language import Language, language_folders, load_language
from soothe.script.marks import protect
from soothe.script.params import LENGTH
from soothe.script.sides import sides_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from soothe.model import Param, Value
    from soothe.script.header import Header
    from soothe.script.source import Findings
    from soothe.script.stamps import Rendered


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that rendering needs but the values."""

    path: Path
    source: str
    header: Header
    language: Language
    folders: tuple[Path, ...]
    """Where includes are looked up."""
    seconds: float
    """The length that lines may speak of."""

    def render(self, values: Mapping[str, Value], findings: Findings) -> Rendered:
        """The lines for these values; a script of unknown origin is rendered apart."""
        return self.render_all([values], [findings])[0]

    def render_all(
        self, rows: Sequence[Mapping[str, Value]], findings: Sequence[Findings]
    ) -> list[Rendered]:
        """`render` for many rows of values, each with findings of its own, at the price of one."""
        if not is_trusted(self.path):
            return render_apart(self.path, self.source, rows, self.seconds, findings)
        rendered = [self.render_here(row, each) for row, each in zip(rows, findings, strict=True)]
        # Later rows may read more files. With one list of files, equal pieces are read once.
        return [replace(each, sources=rendered[-1].sources) for each in rendered]

    def render_here(self, values: Mapping[str, Value], findings: Findings) -> Rendered:
        """The lines for these values, rendered in this process."""
        # Jinja takes longer to import than a list of scripts may take.
        from soothe.script.template import render  # noqa: PLC0415

        params = self.header.params
        context: dict[str, Any] = {p.name: _in_template(p, values[p.name]) for p in params}
        context[LENGTH] = self.seconds
        context["sides"] = sides_of(self.header.words, self.language, values)
        context["_spoken"] = self.language.spoken
        return render(self.path, self.source, self.folders, context, findings)


def open_page(path: Path, source: str, header: Header, seconds: float | None) -> Page:
    """The page of a script for the asked length, or its usual one.

    Raises:
        UsageError: the script's language has no words.
    """
    folders = language_folders(path, header.lang)
    language = load_language(header.lang, folders)
    return Page(path, source, header, language, folders, seconds or header.length[1])


def _in_template(param: Param, value: Value) -> object:
    """A value as a template sees it: free words without marks, whole numbers without a point."""
    if isinstance(value, str) and param.type == "text":
        return protect(value)
    if isinstance(value, tuple) and not param.of:
        return tuple(protect(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
