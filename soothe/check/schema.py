"""The front matter as a JSON Schema, for editors that complete and check TOML while one types."""

from __future__ import annotations

from typing import Any

from soothe.script.bounds import TIME
from soothe.script.params import RESERVED

_BOUNDS = rf"^{TIME}(\.\.{TIME}){{1,2}}$"
_VALUE = {"type": ["string", "boolean", "number", "array"]}


def schema() -> dict[str, Any]:
    """The schema, as JSON writes it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a soothe script",
        "type": "object",
        "required": ["title"],
        "anyOf": [{"required": ["length"]}, {"required": ["extends"]}],
        "properties": {
            "title": _text("Name of the session, for people."),
            "lang": _text("BCP 47 tag of the language: en, en-GB, de.", default="en"),
            "length": _text("Least, usual and most: 3m..10m..45m.", pattern=_BOUNDS),
            "sound": _text("Ambient sound unless another is asked for.", default="rain"),
            "extends": _text("Script whose bounds and options this one takes over: en/hands."),
            "needs": _texts("What to have at hand, shown before it starts."),
            "cautions": _texts("Who should not, or should ask first."),
            "params": _table("What people can choose.", _param(), _reserved()),
            "lexicon": _table("How words are spelt for the voice.", {"type": "string"}),
            "words": _table("Forms of a part of the body, by side.", _sides()),
        },
        "additionalProperties": _text("author, album, contact, license ...: for the file's tags."),
    }


def _text(description: str, **more: str) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


def _texts(description: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, "description": description}


def _table(
    description: str, entry: dict[str, Any], known: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": known or {},
        "additionalProperties": entry,
    }


def _param() -> dict[str, Any]:
    """One entry of [params]."""
    return {
        "type": "object",
        "properties": {
            "type": {"enum": ["text", "choice", "flag", "number", "list"], "default": "text"},
            "default": {**_VALUE, "description": "What holds when nothing is asked for."},
            "of": _texts("The allowed values of a choice or list."),
            "least": {"type": "number", "description": "The least that a number may be."},
            "most": {"type": "number", "description": "The most that a number may be."},
            "help": _text("One line that explains the choice."),
        },
        "additionalProperties": False,
    }


def _reserved() -> dict[str, Any]:
    """The parameters that every script has: their values can only be fewer."""
    entry = _param()
    known = {}
    for param in RESERVED:
        allowed = {"type": "array", "items": {"enum": list(param.of)}}
        of = {"of": allowed} if param.of else {}
        properties = {**entry["properties"], **of, "type": {"const": param.type}}
        known[param.name] = {**entry, "description": param.help, "properties": properties}
    return known


def _sides() -> dict[str, Any]:
    """One entry of [words]."""
    forms = {
        "type": "object",
        "properties": {"title": _text("As a heading."), "the": _text("Within a sentence.")},
        "additionalProperties": _text("A form of your own: side.<its name>."),
    }
    return {"type": "object", "properties": {"left": forms, "right": forms}}
