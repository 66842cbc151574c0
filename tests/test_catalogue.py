"""Where scripts and sounds are found, and whose come first."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from soothe import catalogue
from soothe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(autouse=True)
def shelves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The person's own library and the built-in one, both small."""
    own, built_in = tmp_path / "own", tmp_path / "built-in"
    for path in (
        built_in / "scripts/en/calm.md.j2",
        built_in / "scripts/en/feet.md.j2",
        built_in / "scripts/en/lib/breath.md.j2",
        built_in / "scripts/en/notes.txt",
        built_in / "scripts/de/feet.md.j2",
        built_in / "scripts/de/nur.md.j2",
        built_in / "sounds/rain.toml",
        built_in / "sounds/bells/low.flac",
        built_in / "sounds/CREDITS.toml",
        own / "scripts/calm.md.j2",
        own / "scripts/fr/calm.md.j2",
        own / "sounds/rain.wav",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.setattr(catalogue, "user_library", lambda: own)
    monkeypatch.setattr(catalogue, "library", lambda: built_in)
    return own, built_in


def test_own_scripts_hide_built_in_ones(shelves: tuple[Path, Path]) -> None:
    own, built_in = shelves
    assert catalogue.list_scripts() == (
        built_in / "scripts/de/feet.md.j2",
        built_in / "scripts/de/nur.md.j2",
        own / "scripts/calm.md.j2",
        built_in / "scripts/en/feet.md.j2",
        own / "scripts/fr/calm.md.j2",
    )


@pytest.mark.parametrize(
    ("name", "shelf", "path"),
    [
        ("calm", 0, "scripts/calm.md.j2"),
        ("en/calm", 0, "scripts/calm.md.j2"),
        ("fr/calm", 0, "scripts/fr/calm.md.j2"),
        ("feet", 1, "scripts/en/feet.md.j2"),
        ("de/feet", 1, "scripts/de/feet.md.j2"),
        ("nur", 1, "scripts/de/nur.md.j2"),
    ],
)
def test_a_script_is_found_by_name(
    shelves: tuple[Path, Path], name: str, shelf: int, path: str
) -> None:
    assert catalogue.find_script(name) == shelves[shelf] / path


def test_a_script_is_found_by_its_path(tmp_path: Path) -> None:
    script = tmp_path / "mine.txt"
    script.touch()
    assert catalogue.find_script(str(script)) == script


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("claim", "There is no script 'claim'. Did you mean 'calm'?"),
        ("de/fete", "There is no script 'de/fete'. Did you mean 'de/feet'?"),
        ("zzz", "There is no script 'zzz'. There are: calm, feet, nur."),
        ("calmer.txt", "There is no file 'calmer.txt'. See the scripts with: soothe list"),
        ("a/b.md.j2", "There is no file 'a/b.md.j2'. See the scripts with: soothe list"),
        (
            "~nobody-here/b.txt",
            "There is no file '~nobody-here/b.txt'. See the scripts with: soothe list",
        ),
        ("x" * 5000, f"There is no script '{'x' * 5000}'. There are: calm, feet, nur."),
    ],
)
def test_a_script_that_is_not_there_is_named(name: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        catalogue.find_script(name)
    assert str(caught.value) == message


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_file_whose_name_is_no_text_is_refused(shelves: tuple[Path, Path]) -> None:
    script = shelves[0] / "scripts" / "bad\udcff.md.j2"
    script.touch()
    with pytest.raises(UsageError, match=r"bad\\udcff.md.j2' is not UTF-8. Give the file another"):
        catalogue.find_script(str(script))
    assert script not in catalogue.list_scripts()


def test_a_folder_is_no_script_and_hides_none(
    shelves: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "calm").mkdir()
    (tmp_path / "mine").mkdir()
    assert catalogue.find_script("calm") == shelves[0] / "scripts/calm.md.j2"
    with pytest.raises(UsageError) as caught:
        catalogue.find_script("mine")
    assert str(caught.value) == "'mine' is a folder. Name one of the scripts in it."


def test_sounds_are_found_by_name_and_own_ones_first(shelves: tuple[Path, Path]) -> None:
    own, built_in = shelves
    assert catalogue.find_sound("rain") == own / "sounds/rain.wav"
    assert catalogue.find_sound("low") == built_in / "sounds/bells/low.flac"
    assert catalogue.find_sound(str(own / "sounds/rain.wav")) == own / "sounds/rain.wav"
    with pytest.raises(UsageError, match="no sound 'CREDITS'"):
        catalogue.find_sound("CREDITS")
    with pytest.raises(UsageError, match="Did you mean 'rain'"):
        catalogue.find_sound("rian")


@pytest.mark.parametrize("find", [catalogue.find_script, catalogue.find_sound])
def test_a_path_that_the_system_does_not_look_up_is_told(
    find: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(UsageError, match=r"^closed.calm\.txt cannot be looked up: Permission"):
        find("closed/calm.txt")


def test_an_empty_library_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for shelf in ("user_library", "library"):
        monkeypatch.setattr(catalogue, shelf, lambda: tmp_path / "nowhere")
    assert catalogue.list_scripts() == ()
    with pytest.raises(UsageError, match="The library is empty"):
        catalogue.find_script("calm")
    with pytest.raises(UsageError, match="The library is empty"):
        catalogue.find_sound("rain")


def test_what_stands_in_a_library_is_trusted(shelves: tuple[Path, Path], tmp_path: Path) -> None:
    own, built_in = shelves
    assert catalogue.is_trusted(own / "scripts/calm.md.j2")
    assert catalogue.is_trusted(built_in / "scripts/en/lib/../calm.md.j2")
    assert not catalogue.is_trusted(tmp_path / "calm.md.j2")
    assert not catalogue.is_trusted(own / "scripts/../../calm.md.j2")


def test_the_built_in_library_is_above_the_package_or_packed_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert (catalogue.library() / "scripts" / "en" / "lib" / "words.toml").is_file()
    package = tmp_path / "site" / "soothe"
    (package / "_library").mkdir(parents=True)
    monkeypatch.setattr(catalogue, "__file__", str(package / "catalogue.py"))
    assert catalogue.library() == package / "_library"


def test_folders_of_the_person_bear_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert "soothe" in catalogue.user_library().parts
    assert "soothe" in catalogue.cache_folder().parts


def test_the_name_of_a_script() -> None:
    assert catalogue.script_name(Path("a/calm.md.j2")) == "calm"
    assert catalogue.script_name(Path("a/calm.txt")) == "calm"


def test_every_script_is_listed_once_by_its_shortest_name() -> None:
    named = catalogue.named_scripts()
    assert list(named) == ["calm", "de/feet", "feet", "fr/calm", "nur"]
    assert all(catalogue.find_script(name) == path for name, path in named.items())
    assert sorted(named.values()) == sorted(catalogue.list_scripts())
