"""Parameters: what a script lets the person choose, and the check of what they chose.

Five names mean the same in every script and are always there; a sixth, `length`, holds the seconds.
Values come as text from a command line or typed from a program; they leave here checked.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from soothe.errors import UsageError
from soothe.model import Param
from soothe.suggest import guess, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from soothe.model import Choices, Value
    from soothe.script.front import Front

RESERVED = (
    Param("ending", "choice", "get-up", ("get-up", "sleep"), help="How the session ends"),
    Param("words", "choice", "full", ("full", "sparse", "tones"), help="How much is said"),
    Param("name", "text", "", help="What the guide calls you"),
    Param("first", "choice", "left", ("left", "right"), help="Which side comes first"),
    Param("feet", "choice", "both", ("both", "left", "right"), help="Which sides are treated"),
)
LENGTH = "length"

_FLAGS = {"true": True, "yes": True, "on": True, "1": True} | {
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}
_NAME = re.compile(r"[^\W\d_]\w*")
_TAKEN = {
    *("and", "or", "not", "in", "is", "if", "else", "for"),
    *("true", "false", "none", "loop", "self", "super", "sides"),
}
"""Names that mean something else in a template."""
_ONLY_OF = {"of": ("choice", "list"), "least": ("number",), "most": ("number",)}
"""Types that have a use for a key."""
_KEYS = ("type", "default", "of", "help", "least", "most")


def declare(front: Front, given: Iterable[Param]) -> tuple[Param, ...]:
    """The parameters that are given, as the script adapts them, and then its own."""
    found = {param.name: param for param in given}
    for name, table in front.mapping("params").items():
        try:
            found[name] = _declared(name, table, found.get(name))
        except UsageError as error:
            front.error(str(error), "params", name)
    return tuple(found.values())


def resolve(params: Iterable[Param], choices: Choices) -> dict[str, Value]:
    """The values in force by name: defaults, then what was chosen, then flags kept or left out.

    Raises:
        UsageError: a name or value that the script does not have, or a flag wished both ways.
    """
    known = {param.name: param for param in params}
    values = {name: param.default for name, param in known.items()}
    for name, value in choices.values.items():
        if name == LENGTH:
            raise UsageError("The length is asked for in minutes and is not set as a parameter.")
        if name not in known:
            raise UsageError(f"There is no parameter {name!r}.{suggestion(name, known)}")
        values[name] = convert(known[name], value)
    for names, state in ((choices.keep, True), (choices.without, False)):
        for name in sorted(name for name in names if name in known and known[name].type == "flag"):
            if name in choices.values and values[name] is not state:
                raise UsageError(
                    f"{name} cannot be in and left out, or on and off. Ask for one of the two."
                )
            values[name] = state
    return values


def convert(param: Param, value: object) -> Value:
    """A value as its parameter's type has it.

    Raises:
        UsageError: the value does not fit; the message names the parameter and what does.
    """
    return _CONVERT[param.type](param, value)


def _declared(name: str, table: dict[str, Any], base: Param | None) -> Param:
    """One entry of [params], on top of the given parameter of that name if there is one."""
    if name == LENGTH:
        raise UsageError(f"{LENGTH} is reserved: it always holds the length in seconds.")
    for key in sorted(table.keys() - set(_KEYS)):
        raise UsageError(f"Parameter {name} has no use for {key!r}.{suggestion(key, _KEYS)}")
    if not _NAME.fullmatch(name) or name in _TAKEN:
        raise UsageError(
            f"{name!r} cannot be a parameter: templates need a name of letters, digits and _ that"
            " means nothing else in them."
        )
    _check_types(name, table)
    kind = table.get("type", base.type if base else "text")
    if kind not in _CONVERT:
        raise UsageError(
            f"Parameter {name}: there is no type {kind!r}.{suggestion(kind, _CONVERT)}"
        )
    for key, kinds in _ONLY_OF.items():
        if key in table and kind not in kinds:
            raise UsageError(
                f"Parameter {name}: {key} is for {' and '.join(kinds)}, not for {kind}."
            )
    allowed = tuple(table.get("of", base.of if base else ()))
    if base and (kind != base.type or not set(allowed) <= set(base.of)):
        raise UsageError(
            f"{name} already has a meaning; its type stays and its values can only be fewer."
        )
    if kind == "choice" and not allowed:
        raise UsageError(f'Parameter {name} needs its choices: of = ["...", "..."].')
    first = allowed[0] if kind == "choice" else _EMPTY.get(kind, "")
    param = replace(
        base or Param(name, kind, first),
        of=allowed,
        least=table.get("least"),
        most=table.get("most"),
        help=table.get("help", base.help if base else ""),
    )
    default = table.get("default", base.default if base else first)
    return replace(param, default=convert(param, default))


def _check_types(name: str, table: dict[str, Any]) -> None:
    """Refuse keys of a wrong type, whose use would fail further on."""
    of = table.get("of", [])
    if not isinstance(of, list) or not all(isinstance(item, str) for item in of):
        raise UsageError(f'Parameter {name}: of must be a list of texts: of = ["...", "..."].')
    for key, example in (("type", "choice"), ("help", "how firm")):
        if not isinstance(table.get(key, ""), str):
            raise UsageError(f'Parameter {name}: {key} must be text: {key} = "{example}".')
    for key in ("least", "most"):
        bound = table.get(key, 0)
        is_number = isinstance(bound, (int, float)) and not isinstance(bound, bool)
        if not is_number or not math.isfinite(bound):
            raise UsageError(f"Parameter {name}: {key} must be a number: {key} = 1.")


def _text(param: Param, value: object) -> str:
    if isinstance(value, str):
        # Line ends and private characters would mean something in a script.
        return " ".join("".join(c if c.isprintable() else " " for c in value).split())
    raise UsageError(f"{param.name} must be text, not {value!r}.")


def _choice(param: Param, value: object) -> str:
    if value in param.of:
        return str(value)
    raise UsageError(f"{param.name} cannot be {value!r}.{_allowed(str(value), param)}")


def _flag(param: Param, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() in _FLAGS:
        return _FLAGS[str(value).lower()]
    raise UsageError(f"{param.name} is on or off, not {value!r}.")


def _number(param: Param, value: object) -> float:
    try:
        number = float(str(value))
    except ValueError as error:
        raise UsageError(f"{param.name} must be a number, not {value!r}.") from error
    least, most = param.least, param.most
    if not math.isfinite(number):
        raise UsageError(f"{param.name} must be a number that ends, not {number}.")
    if not (least is None or number >= least) or not (most is None or number <= most):
        bounds = " and ".join(
            f"at {word} {end}"
            for word, end in (("least", least), ("most", most))
            if end is not None
        )
        raise UsageError(f"{param.name} cannot be {number:g}: it must be {bounds}.")
    return number


def _list(param: Param, value: object) -> tuple[str, ...]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)):
        raise UsageError(f"{param.name} must be a list, such as a,b.")
    names = tuple(str(item).strip() for item in items if str(item).strip())
    for name in names:
        if param.of and name not in param.of:
            raise UsageError(f"{param.name} cannot hold {name!r}.{_allowed(name, param)}")
    return names


def _allowed(value: str, param: Param) -> str:
    return f"{guess(value, param.of)} It may be {', '.join(param.of)}."


_CONVERT: dict[str, Callable[[Param, object], Value]] = {
    "text": _text,
    "choice": _choice,
    "flag": _flag,
    "number": _number,
    "list": _list,
}
_EMPTY: dict[str, Value] = {"flag": False, "number": 0.0, "list": ()}
