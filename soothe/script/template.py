"""From source to rendered lines: the Jinja environment, and stamps that carry places through it.

Every piece of template text that reaches the output begins with a stamp: two private characters
around the numbers of its file, line and column. Includes, macros and loops copy stamps along with
the text, so a rendered line knows where each of its pieces was typed. Stamps are taken out again
when the lines are cut, and before any filter sees a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token
from jinja2.sandbox import ImmutableSandboxedEnvironment

from soothe.model import Place
from soothe.script.header import without_front
from soothe.script.jinja_errors import note
from soothe.script.source import Origin, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import CodeType

    from jinja2.lexer import TokenStream
    from jinja2.runtime import Context

    from soothe.script.source import Findings

_OPEN, _CLOSE = "\ue000", "\ue001"
_STAMP = re.compile(f"{_OPEN}(\\d+)\\.(\\d+)\\.(\\d+)(x?){_CLOSE}")
_STRAY = re.compile(f"[{_OPEN}{_CLOSE}]")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What Jinja made of a script."""

    text: str
    """With stamps."""
    main: str
    """File of the script itself."""
    sources: Mapping[str, str]
    """Source texts by file, in the order in which stamps number them."""

    def lines(self) -> Iterator[Text]:
        """The lines that are not blank, with the places of their pieces."""
        files = tuple(self.sources)
        origin = Origin(0, Place(self.main, 1))
        for line in self.text.split("\n"):
            text = _unstamp_line(line, files, origin)
            origin = text.origins[-1]._replace(offset=0)
            if text.text.strip():
                yield text.stripped()

    def own_sources(self) -> dict[str, str]:
        """The sources that this script is made of, as far as they were rendered."""
        files = tuple(self.sources)
        used = {files[int(match[1])] for match in _STAMP.finditer(self.text)} | {self.main}
        return {file: self.sources[file] for file in used}


class ScriptEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which undefined names are errors and every text knows its place."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.sources: dict[str, str] = {}
        """Every template read so far, by file; stamps number them in this order."""
        super().__init__(
            loader=FileSystemLoader(folders, encoding="utf-8-sig"),
            undefined=StrictUndefined,
            extensions=[_Stamps],
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.filters |= {"spoken": _spoken}
        self.filters = {name: _unstamped(function) for name, function in self.filters.items()}

    def number(self, file: str) -> int:
        """The number of a file in stamps."""
        return list(self.sources).index(file)


class _Stamps(Extension):
    """Stamps template text as it is compiled."""

    environment: ScriptEnvironment

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        plain = without_front(_STRAY.sub("", source.replace("\r\n", "\n").replace("\r", "\n")))
        self.environment.sources[filename or name or ""] = plain
        return plain

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        file = stream.filename or stream.name or ""
        number = self.environment.number(file)
        starts = _starts(self.environment, file)
        tokens = tuple(stream)
        depth = 0
        for index, token in enumerate(tokens):
            depth += _capture(tokens, index)
            if token.type not in {"data", "variable_begin"}:
                yield token
                continue
            line, column = next(starts)
            if depth:
                yield token
            elif token.type == "data":
                yield Token(token.lineno, "data", _stamp_lines(token.value, number, line, column))
            else:
                yield Token(token.lineno, "data", _stamp(number, line, column, "x"))
                yield token


@lru_cache(maxsize=16)
def environment(folders: tuple[Path, ...]) -> ScriptEnvironment:
    """The environment whose includes and imports are looked up in these folders."""
    return ScriptEnvironment(folders)


def render(
    path: Path,
    source: str,
    folders: tuple[Path, ...],
    values: Mapping[str, Any],
    findings: Findings,
) -> Rendered:
    """Render a script with these values; what goes wrong in it is noted and gives no lines."""
    env = environment(folders)
    try:
        code = _compile(env, path, source)
        # As globals, the values also reach imported macros.
        template = Template.from_code(env, code, env.make_globals(dict(values)))
        text = template.render()
    except Exception as error:  # noqa: BLE001  an expression of a script can raise anything
        note(error, str(path), env.sources, findings)
        text = ""
    return Rendered(text, str(path), dict(env.sources))


@lru_cache(maxsize=64)
def _compile(env: ScriptEnvironment, path: Path, source: str) -> CodeType:
    return env.compile(source, name=path.name, filename=str(path))


@pass_context
def _spoken(context: Context, seconds: float) -> str:
    """A length in the words of the script's language."""
    return str(context["spoken_length"](seconds))


def _unstamped(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same filter, which never sees a stamp."""

    @wraps(function)
    def bare(*args: Any, **options: Any) -> Any:  # noqa: ANN401  filters take and give anything
        clean = [_STAMP.sub("", arg) if isinstance(arg, str) else arg for arg in args]
        return function(*clean, **options)

    return bare


def _capture(tokens: tuple[Token, ...], index: int) -> int:
    """+1 and -1 at blocks whose text becomes a value: a stamp inside would be compared, measured."""
    if tokens[index].type != "block_begin":
        return 0
    name = tokens[index + 1].value
    if name == "filter" or (name == "set" and tokens[index + 3].type == "block_end"):
        return 1
    return -1 if name in {"endfilter", "endset"} else 0


def _starts(env: ScriptEnvironment, file: str) -> Iterator[tuple[int, int]]:
    """Line and column of every text and expression of a source, in order."""
    source = env.sources[file]
    offset = 0
    for _, kind, value in env.lex(source, filename=file):
        # Only white space is ever left out between two tokens.
        start = offset if kind == "data" else source.index(value, offset)
        offset = start + len(value)
        if kind in {"data", "variable_begin"}:
            yield source.count("\n", 0, start) + 1, start - source.rfind("\n", 0, start)


def _stamp(number: int, line: int, column: int, fixed: str = "") -> str:
    return f"{_OPEN}{number}.{line}.{column}{fixed}{_CLOSE}"


def _stamp_lines(text: str, number: int, line: int, column: int) -> str:
    first, *rest = text.split("\n")
    stamped = [_stamp(number, line, column) + first if first else ""]
    stamped += [
        _stamp(number, line + n, 1) + part if part else "" for n, part in enumerate(rest, 1)
    ]
    return "\n".join(stamped)


def _unstamp_line(line: str, files: tuple[str, ...], origin: Origin) -> Text:
    """Cut the stamps out of a line; without any it comes from where the last one came from."""
    text, origins, end = "", [origin], 0
    for match in _STAMP.finditer(line):
        text += line[end : match.start()]
        end = match.end()
        file, row, column = (int(part) for part in match.groups()[:3])
        place = Place(files[min(file, len(files) - 1)], row, column)
        origins.append(Origin(len(text), place, bool(match[4])))
    text += _STRAY.sub("", line[end:])
    unique = {origin.offset: origin for origin in origins}
    return Text(text, tuple(unique.values()))
