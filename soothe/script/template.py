"""From source to rendered lines: the Jinja environment, and stamps that carry places through it.

Every piece of template text that reaches the output begins with a stamp: two private characters
around the numbers of its file, line and column. Includes, macros and loops copy stamps along with
the text, so a rendered line knows where each of its pieces was typed. Stamps are taken out again
when the lines are cut, and before any filter sees a text.
"""

from __future__ import annotations

import re
from functools import lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateRuntimeError,
    pass_context,
)
from jinja2.ext import Extension
from jinja2.lexer import Token
from jinja2.sandbox import ImmutableSandboxedEnvironment

from soothe.script.certain import note_certain
from soothe.script.compiled import CompiledTemplates
from soothe.script.header import without_front
from soothe.script.jinja_errors import note
from soothe.script.rewording import changed, reworded
from soothe.script.stamps import Rendered, Stamp, stamp_lines, unstamped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import CodeType

    from jinja2 import Environment
    from jinja2.lexer import TokenStream
    from jinja2.runtime import Context

    from soothe.script.source import Findings

_STAMPED = {"data", "variable_begin", "block_begin"}
"""Tokens at which output can begin; of blocks, those that put out what they captured."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LAST_COMMENT = re.compile(r"(?<=\S)([ \t]*\{#[^\n]*?)(?<![-+])#\}(?=[ \t]*$)", re.MULTILINE)


class ScriptEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which undefined names are errors and every text knows its place."""

    bytecode_cache: CompiledTemplates

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.sources: dict[str, str] = {}
        """Every template read so far, by file; stamps number them in this order."""
        super().__init__(
            loader=_Loader(folders, encoding="utf-8-sig"),
            undefined=StrictUndefined,
            extensions=[_Stamps],
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.filters["spoken"] = _spoken
        # Jinja's own makes all other letters small, and with them every German noun.
        self.filters["capitalize"] = _capitalized
        self.filters = {name: _blind(function) for name, function in self.filters.items()}
        self.bytecode_cache = CompiledTemplates(self.number)

    def number(self, file: str, source: str) -> int:
        """The number that stands for a file in its stamps; its source is kept from now on."""
        self.sources[file] = prepared(source)
        return list(self.sources).index(file)


class _Loader(FileSystemLoader):
    """Reads what a script includes, in the person's own words where they gave some."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        try:
            source, file, unchanged = super().get_source(environment, template)
        except UnicodeDecodeError as error:
            raise TemplateRuntimeError(f"{template!r} is not UTF-8 text") from error
        within = (Path(folder).resolve() for folder in self.searchpath)
        if not any(Path(file).resolve().is_relative_to(folder) for folder in within):
            raise TemplateRuntimeError(f"{template!r} leads out of the folders of scripts")
        before = changed()
        return reworded(source, Path(file)), file, lambda: unchanged() and changed() == before


class _Stamps(Extension):
    """Stamps template text as it is compiled."""

    environment: ScriptEnvironment

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        file = filename or name or ""
        self.environment.number(file, source)
        return self.environment.sources[file]

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        file = stream.filename or stream.name or ""
        number = list(self.environment.sources).index(file)
        starts = iter(tuple(_starts(self.environment, file)))
        tokens = tuple(stream)
        depth = 0
        for index, token in enumerate(tokens):
            stamp = Stamp(number, *next(starts)) if token.type in _STAMPED else None
            captures = _captures(tokens, index)
            shows = token.type != "block_begin" or captures > 0
            if stamp and shows and not depth:
                yield from _stamped(token, stamp)
            else:
                yield token
            depth += captures


@lru_cache(maxsize=16)
def environment(folders: tuple[Path, ...]) -> ScriptEnvironment:
    """The environment whose includes and imports are looked up in these folders."""
    return ScriptEnvironment(folders)


@lru_cache(maxsize=64)
def prepared(source: str) -> str:
    """A source as its stamps count it: plain line ends, no front matter, no private characters.

    A comment behind words is told to leave the end of its line, which joins no other line then.
    """
    # Stamps and escaped marks are private characters; one that was typed could pass for them.
    plain = _PRIVATE.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))
    return _LAST_COMMENT.sub(r"\1+#}", without_front(plain))


def render(
    path: Path,
    source: str,
    folders: tuple[Path, ...],
    values: Mapping[str, Any],
    findings: Findings,
) -> Rendered:
    """Render a script with these values; what goes wrong in it is noted and gives no lines."""
    env = environment(folders)
    text = ""
    failure = None
    try:
        code = _compile(env, path, source)
        # As globals, the values also reach imported macros.
        text = Template.from_code(env, code, env.make_globals(dict(values))).render()
    except Exception as error:  # noqa: BLE001  an expression of a script can raise anything
        failure = error
    # A cached compilation may be older than what was read under this name last.
    env.sources[str(path)] = prepared(source)
    rendered = Rendered(text, str(path), dict(env.sources))
    if failure:
        note(failure, rendered, (name for name in values if name[0] != "_"), findings)
        note_certain(str(path), prepared(source), findings)
    return rendered


@lru_cache(maxsize=64)
def _compile(env: ScriptEnvironment, path: Path, source: str) -> CodeType:
    kept = env.bytecode_cache
    bucket = kept.get_bucket(env, path.name, str(path), source)
    if bucket.code is None:
        bucket.code = env.compile(source, name=path.name, filename=str(path))
        kept.set_bucket(bucket)
    return bucket.code


@pass_context
def _spoken(context: Context, seconds: float) -> str:
    """A length in the words of the script's language."""
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        raise TemplateRuntimeError(f"spoken needs a number of seconds, not {str(seconds)[:20]!r}")
    return str(context["_spoken"](seconds))


def _capitalized(value: object) -> str:
    """The text with a capital at its beginning, and the rest as it is."""
    text = str(value)
    return text[:1].upper() + text[1:]


def _blind(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same filter, which never sees a stamp."""

    @wraps(function)
    def blind(*args: Any, **options: Any) -> Any:  # noqa: ANN401  filters take and give anything
        return function(*(unstamped(a) if isinstance(a, str) else a for a in args), **options)

    return blind


def _stamped(token: Token, stamp: Stamp) -> Iterator[Token]:
    if token.type == "data":
        yield Token(token.lineno, "data", stamp_lines(token.value, stamp))
    else:
        yield Token(token.lineno, "data", str(stamp._replace(fixed=True)))
        yield token


def _captures(tokens: tuple[Token, ...], index: int) -> int:
    """+1 and -1 at blocks whose text becomes a value, in which a stamp would be measured too."""
    if tokens[index].type != "block_begin":
        return 0
    name = tokens[index + 1].value
    if name == "filter" or (name == "set" and tokens[index + 3].type == "block_end"):
        return 1
    return -1 if name in {"endfilter", "endset"} else 0


def _starts(env: ScriptEnvironment, file: str) -> Iterator[tuple[int, int]]:
    """Line and column of every text and expression of a source, in order."""
    source = env.sources[file]
    offset, line, counted = 0, 1, 0
    for _, kind, value in env.lex(source, filename=file):
        # Only white space is ever left out between two tokens.
        start = offset if kind == "data" else source.index(value, offset)
        offset = start + len(value)
        if kind in _STAMPED:
            line += source.count("\n", counted, start)
            counted = start
            yield line, start - source.rfind("\n", 0, start)
