"""Recipes: small TOML files in `sounds/` that say of which layers a sound is made.

    title = "Rain"
    kind = "ambience"

    [[layer]]
    make = "noise"
    level_db = 0
    curve = [[40, -6], [200, 0], [12000, -40]]

`make` names a generator; what it takes beside the settings that every layer has stands in its own
dataclass, and in docs/sounds.md. Levels are loudness against the sound's other layers: a layer at
-10 adds a tenth of the power of one at 0, whatever either is made of.
"""

from __future__ import annotations

import tomllib
from dataclasses import Field, dataclass, fields
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from soothe.beds.keys import subseed
from soothe.beds.params import number, read_params, text, word
from soothe.beds.texture import Shaped
from soothe.beds.walk import Sway, Walk
from soothe.catalogue import is_utf8, library, user_library
from soothe.errors import SoundError
from soothe.suggest import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from soothe.beds.texture import Texture

SUFFIX = ".toml"


class Maker(Protocol):
    """Settings of one generator, a dataclass ready to become sound."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def texture(self, seed: int, rate: int) -> Texture:
        """The endless sound."""
        ...


MAKERS: Mapping[str, tuple[str, str]] = {
    "binaural": ("binaural", "Binaural"),
    "bowls": ("bowls", "Bowls"),
    "drone": ("tones", "Drone"),
    "grains": ("grains", "Grains"),
    "noise": ("noise", "Noise"),
    "pads": ("pads", "Pads"),
    "pulse": ("pulse", "Pulse"),
    "waves": ("waves", "Waves"),
}
"""Every generator by the name that a recipe gives it: its file, loaded on use, and its class."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a recipe says of the whole sound."""

    title: str = text()
    kind: str = word("ambience", "music")
    about: str = text()


@dataclass(frozen=True, slots=True)
class Setting:
    """What every layer can set."""

    level_db: float = number(0.0, -60, 20)
    """Loudness against the other layers of the recipe."""
    sway_db: float = number(0.0, 0, 12)
    """How far its level wanders, either way."""
    sway_seconds: float = number(20.0, 0.1, 600)
    """Time in which the level wanders from one value to an unrelated one."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a recipe: a generator with its settings."""

    maker: Maker
    setting: Setting

    def texture(self, seed: int, rate: int) -> Texture:
        """The endless sound, swaying as set."""
        texture = self.maker.texture(subseed(seed, "sound"), rate)
        if not self.setting.sway_db:
            return texture
        walk = Walk(subseed(seed, "sway"), self.setting.sway_seconds)
        return Shaped(texture, Sway(walk, self.setting.sway_db))


@dataclass(frozen=True, slots=True)
class Recipe:
    """A sound as its file describes it."""

    name: str
    title: str
    kind: str
    """ambience or music."""
    about: str
    layers: tuple[Layer, ...]


def load_recipe(path: Path) -> Recipe:
    """The recipe in a TOML file.

    Raises:
        SoundError: it cannot be read, is no TOML, or says something that no generator knows.
    """
    head = read_table(path)
    if head.get("kind") == "bell":
        raise SoundError(f"{path.stem} is a bell, struck by a cue. For a bed choose rain or pads.")
    tables = head.pop("layer", [])
    about = read_params(Head, head, path.name)
    if not isinstance(tables, list) or not tables:
        raise SoundError(f"{path.name}: it has no layer. Write at least one [[layer]] table.")
    layers = tuple(_layer(table, f"{path.name}: layer {n}") for n, table in enumerate(tables, 1))
    return Recipe(path.stem, about.title or path.stem, about.kind, about.about, layers)


def read_table(path: Path) -> dict[str, Any]:
    """The whole of a TOML file.

    Raises:
        SoundError: it cannot be read or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SoundError(f"The recipe {path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise SoundError(f"The recipe {path} cannot be read: {error}.") from error


def list_sounds(broken: Callable[[SoundError], object] | None = None) -> tuple[Recipe, ...]:
    """Every bed that can be asked for, by name; the person's own hide the built-in.

    Args:
        broken: called for each recipe that is wrong, which is then left out; None: the first such
            recipe is an error.

    Raises:
        SoundError: one of the recipes is wrong, and nobody wants to be told.
    """
    found: dict[str, Path] = {}
    for folder in (library(), user_library()):
        paths = (folder / "sounds").rglob(f"*{SUFFIX}")
        # A name that is no text can neither be asked for nor be told.
        found |= {path.stem: path for path in paths if is_utf8(path)}
    found.pop("CREDITS", None)
    beds: list[Recipe] = []
    for _, path in sorted(found.items()):
        try:
            if read_table(path).get("kind") != "bell":
                beds.append(load_recipe(path))
        except SoundError as error:
            if broken is None:
                raise
            broken(error)
    return tuple(beds)


def _layer(table: object, where: str) -> Layer:
    if not isinstance(table, dict):
        raise SoundError(f"{where} is {table!r}. Write a [[layer]] table.")
    make = table.get("make", "missing")
    if not isinstance(make, str) or make not in MAKERS:
        raise SoundError(f"{where}: make is {make!r}.{suggestion(str(make), MAKERS)}")
    common = {entry.name for entry in fields(Setting)}
    shared = {name: value for name, value in table.items() if name in common}
    own = {name: value for name, value in table.items() if name not in common | {"make"}}
    return Layer(read_params(_maker(make), own, where), read_params(Setting, shared, where))


def _maker(name: str) -> type[Maker]:
    file, made = MAKERS[name]
    maker: type[Maker] = getattr(import_module(f"soothe.beds.{file}"), made)
    return maker
