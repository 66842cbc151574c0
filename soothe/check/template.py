"""Rules about the template: names and values that mean nothing, choices that change nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, TemplateSyntaxError, nodes

from soothe.check.rule import Finding, Rule
from soothe.check.twins import matters, offered
from soothe.model import Place
from soothe.script.params import LENGTH, RESERVED
from soothe.script.template import prepared
from soothe.suggest import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from soothe.check.study import Study
    from soothe.model import Param

_GIVEN = {LENGTH, "sides", "loop", "caller", "varargs", "kwargs", "self", "super"}
"""Names that are there without being declared."""
_RESERVED = {param.name for param in RESERVED}
_ENVIRONMENT = Environment(autoescape=False)  # noqa: S701  parses only, never renders


def undefined(study: Study) -> Iterator[Finding]:
    """Names that nothing defines, also where no tried choice leads."""
    declared = {param.name for param in study.header.params}
    known = {*declared, *_GIVEN, *_ENVIRONMENT.globals, *_assigned(study.sources)}
    for file, source in study.sources.items():
        for name in _names(source):
            if name.ctx == "load" and name.name not in known:
                message = f"{name.name!r} is undefined.{suggestion(name.name, known)}"
                yield Finding(_place(file, source, name.lineno, name.name), message)


def unused_param(study: Study) -> Iterator[Finding]:
    """Parameters that the script declares and never uses."""
    used = {name.name for source in study.sources.values() for name in _names(source)}
    for param in study.header.params:
        place = study.places.get(f"params.{param.name}")
        if place and param.name not in used | _RESERVED:
            message = f"{param.name} is declared and never used. Use it, or take it out."
            yield Finding(place, message)


def hidden_name(study: Study) -> Iterator[Finding]:
    """Names given by the script that hide those of a parameter or of soothe."""
    given = {param.name for param in study.header.params} | {LENGTH, "sides"}
    for file, source in study.sources.items():
        for name in _names(source):
            if name.ctx != "load" and name.name in given:
                message = f"This hides {name.name!r}, which the person sets. Choose another name."
                yield Finding(_place(file, source, name.lineno, name.name), message)


def impossible_value(study: Study) -> Iterator[Finding]:
    """Comparisons of a choice with a value that it cannot have."""
    params = {param.name: param for param in study.header.params if param.of}
    for file, source in study.sources.items():
        for compare in _parsed(source).find_all(nodes.Compare):
            for param, value in _compared(compare, params):
                if value not in param.of:
                    message = (
                        f"{param.name} is never {value!r}, so this is never reached."
                        f"{suggestion(value, param.of)}"
                    )
                    yield Finding(_place(file, source, compare.lineno, value), message)


def idle_choice(study: Study) -> Iterator[Finding]:
    """Values of a parameter with which every tried session stays the same."""
    for name, value in offered(study.header.params):
        place = study.places.get(f"params.{name}", study.length_place)
        if not matters(study.cases, name, value):
            hint = "Write what it changes, or take it out of the choices"
            hint += f' with {name} = {{ of = ["..."] }} in [params].' if name == "ending" else "."
            message = f"With {name}={value} the session is the same as without. {hint}"
            yield Finding(place, message)


def _compared(compare: nodes.Compare, params: Mapping[str, Param]) -> Iterator[tuple[Param, str]]:
    """The parameters and texts that stand on the two sides of a comparison."""
    sides = [compare.expr, *(operand.expr for operand in compare.ops)]
    names = [side.name for side in sides if isinstance(side, nodes.Name) and side.name in params]
    for name in names:
        for const in (const for side in sides for const in _constants(side)):
            yield params[name], const


def _constants(node: nodes.Node) -> Iterator[str]:
    items = node.items if isinstance(node, (nodes.List, nodes.Tuple)) else [node]
    for item in items:
        if isinstance(item, nodes.Const) and isinstance(item.value, str):
            yield item.value


def _assigned(sources: Mapping[str, str]) -> set[str]:
    """Every name that some template gives to something."""
    found: set[str] = set()
    for source in sources.values():
        tree = _parsed(source)
        found |= {name.name for name in _names(source) if name.ctx != "load"}
        found |= {macro.name for macro in tree.find_all(nodes.Macro)}
        found |= {imported.target for imported in tree.find_all(nodes.Import)}
        for imported in tree.find_all(nodes.FromImport):
            found |= {name if isinstance(name, str) else name[1] for name in imported.names}
    return found


@lru_cache(maxsize=256)
def _names(source: str) -> tuple[nodes.Name, ...]:
    """Every name in a source, in order."""
    return tuple(_parsed(source).find_all(nodes.Name))


@lru_cache(maxsize=256)
def _parsed(source: str) -> nodes.Template:
    """The tree of a source; an empty one where the syntax is wrong, which rendering tells."""
    try:
        return _ENVIRONMENT.parse(prepared(source))
    except TemplateSyntaxError:
        return _ENVIRONMENT.parse("")


def _place(file: str, source: str, line: int, word: str) -> Place:
    """Where a word stands in a line, or in the lines below when an expression has several."""
    lines = prepared(source).split("\n")
    for number, text in enumerate(lines[line - 1 :], start=line):
        if match := re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            return Place(file, number, match.start() + 1)
    return Place(file, line)


RULES = (
    Rule(
        "undefined",
        "error",
        undefined,
        "A name that nothing defines stops the session when somebody's choices lead there.",
    ),
    Rule(
        "unused-param",
        "warning",
        unused_param,
        "A choice that is offered and changes nothing makes people doubt all others.",
    ),
    Rule(
        "hidden-name",
        "warning",
        hidden_name,
        "A name that the person sets means something else below, and what they asked for is lost.",
    ),
    Rule(
        "impossible-value",
        "warning",
        impossible_value,
        "What waits for a value that a choice cannot have is never heard; mostly it is a slip.",
    ),
    Rule(
        "idle-choice",
        "warning",
        idle_choice,
        "Who asks for something is to notice it; worst is a sleep ending that tells people to get"
        " up.",
    ),
)
