"""Which drawing a step gets, by its id, so that it is the same in every language.

The script's name tells what is massaged, for "glides" and "hold" stand in many. Ids that every
session has, and those of scripts whose name says nothing, are looked up in all tables in turn.
"""

from __future__ import annotations

from dataclasses import dataclass

_TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "any": {
        "breath": ("breathe", "breath", "box", "coherent", "pattern", "round", "free", "notice"),
        "rest": (
            "welcome",
            "settle",
            "rest",
            "integrate",
            "close",
            "end",
            "between",
            "down",
            "day",
        ),
        "oil": ("oil", "lotion"),
        "rub": ("warm",),
        "water": ("soak", "dry", "water"),
        "swap": ("switch", "change"),
    },
    "foot": {
        "glide": ("glides", "glide", "strokes"),
        "circles": ("circles", "reflex", "sole"),
        "heel": ("heel",),
        "arch": ("arch",),
        "ball": ("ball", "forefoot"),
        "toes": ("toes", "bases", "roots"),
        "ankle": ("ankle", "achilles", "ankles"),
        "top": ("top",),
        "hold": ("hold", "touch", "both", "compare", "close-hold"),
        "roll": ("roll", "roller", "ball-roll", "massager"),
        "switch": ("switch", "change"),
    },
    "figure": {
        "foot": ("foot", "feet"),
        "lower": ("lower", "shin"),
        "leg": ("leg", "legs", "thigh"),
        "pelvis": ("pelvis", "seat", "hips"),
        "belly": ("belly", "abdomen"),
        "back": ("back", "spine"),
        "chest": ("chest",),
        "hand": ("hand", "hands"),
        "arm": ("arm", "arms"),
        "shoulders": ("shoulders", "neck"),
        "head": ("face", "head"),
        "half": ("half", "side"),
        "whole": ("whole", "surface", "sweep", "body", "count", "method"),
    },
    "palm": {
        "glide": ("glides", "glide", "strokes"),
        "palm": ("palm", "circles"),
        "web": ("web",),
        "fingers": ("fingers", "thumb"),
        "wrist": ("wrist", "wrists"),
        "forearm": ("forearm",),
        "hold": ("hold", "touch", "both", "compare"),
    },
    "calf": {
        "glide": ("glides", "glide", "strokes"),
        "knead": ("knead", "calf", "calves"),
        "sides": ("sides",),
        "ankle": ("ankle", "achilles"),
        "feather": ("feather",),
        "hold": ("hold", "touch", "both", "compare"),
    },
    "shoulders": {
        "rolls": ("rolls", "shoulders", "both", "compare"),
        "squeeze": ("squeeze", "trapezius"),
        "strokes": ("strokes", "glides", "glide"),
        "blade": ("blade",),
        "arm": ("arm",),
        "skull": ("skull", "nape"),
        "turn": ("turn", "neck"),
        "hold": ("hold", "touch"),
    },
    "face": {
        "scalp": ("scalp", "hair"),
        "brow": ("brow", "forehead"),
        "temples": ("temples",),
        "cheeks": ("cheeks",),
        "jaw": ("jaw", "mouth"),
        "ears": ("ears", "sounds"),
        "palms": ("palms",),
    },
    "belly": {
        "path": ("path", "rounds", "again", "glides"),
        "small": ("small",),
        "rock": ("rock",),
        "hold": ("palms", "pause", "hold", "touch"),
    },
}
_REGIONS = {
    "foot": ("foot", "feet"),
    "palm": ("hand", "hands"),
    "calf": ("calf", "calves", "legs"),
    "shoulders": ("neck", "shoulders", "nape"),
    "face": ("face", "scalp", "head", "jaw"),
    "belly": ("abdomen", "belly"),
    "figure": ("body", "scan", "muscle", "relaxation"),
}
"""What a script is about, by a word of its name."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of the templates."""

    region: str
    name: str


def drawing_of(key: str, script: str) -> Drawing | None:
    """The drawing for a step by its id or pair; None where none is made for it.

    Args:
        key: the id; its last words tell most: `left-heel`.
        script: the script's name.
    """
    asked = (key, *key.split("-")[::-1])
    regions = dict.fromkeys((*_told(script), *_TABLES))
    return next(
        (
            Drawing(region, name)
            for word in asked
            for region in regions
            for name, words in _TABLES[region].items()
            if word in words
        ),
        None,
    )


def _told(script: str) -> tuple[str, ...]:
    words = script.split("-")
    return tuple(region for region, known in _REGIONS.items() if any(map(words.count, known)))
