"""Finds scripts and sounds: the person's own first, then the ones that come with soothe.

Both lie in a library folder that holds `scripts/<language>/<name>.md.j2` and `sounds/<name>.*`.
The built-in library travels inside the wheel as `soothe/_library`; in a checkout, an editable
install or an unpacked sdist it is the folder above the package. The person's own library is the
user data folder of the platform, where a script may also lie directly under `scripts/`.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path, user_data_path

from soothe.errors import UsageError
from soothe.suggest import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCRIPT_SUFFIX = ".md.j2"
DEFAULT_LANGUAGE = "en"
_FILES = {".j2", ".txt", ".md", ".ssml", ".xml", ".html"}
"""Endings that only a file has, and no name of a script."""
_EMPTY = " The library is empty."
_ABOUT_SOUNDS = {"CREDITS", "README"}


def library() -> Path:
    """Folder that holds the built-in `scripts` and `sounds`."""
    package = Path(__file__).parent
    packed = package / "_library"
    return packed if packed.is_dir() else package.parent


def user_library() -> Path:
    """Folder that holds the person's own `scripts` and `sounds`; it need not exist."""
    return user_data_path("soothe", appauthor=False)


def cache_folder() -> Path:
    """Folder for what can be made again, SOOTHE_CACHE or the user's own; it need not exist."""
    named = os.environ.get("SOOTHE_CACHE")
    return typed(named) if named else user_cache_path("soothe", appauthor=False)


def script_folders() -> tuple[Path, ...]:
    """The `scripts` folders in the order in which they are searched."""
    return user_library() / "scripts", library() / "scripts"


def is_trusted(path: Path) -> bool:
    """Whether a script is one of soothe's own or stands in the person's own folder."""
    resolved = path.resolve()
    return any(resolved.is_relative_to(folder.resolve()) for folder in script_folders())


def script_name(path: Path) -> str:
    """Name of a script without folder and suffix: `foot-massage`."""
    name = path.name
    return name.removesuffix(SCRIPT_SUFFIX) if name.endswith(SCRIPT_SUFFIX) else path.stem


def list_scripts() -> tuple[Path, ...]:
    """Every script that can be asked for by name, in order."""
    return tuple(_by_tag().values())


def named_scripts() -> dict[str, Path]:
    """Every script by the shortest name that finds it: `foot-massage`, `de/foot-massage`."""
    names = {path: name for name, path in sorted(_by_name().items(), key=_longest_first)}
    return {name: path for path, name in sorted(names.items(), key=lambda named: named[1])}


def _longest_first(named: tuple[str, Path]) -> int:
    return -len(named[0])


def find_script(name: str) -> Path:
    """The script of that name, `foot-massage` or `de/foot-massage`, or at that path.

    Raises:
        UsageError: there is no such script; the message names the nearest.
    """
    path = typed(name)
    if exists(path, Path.is_file):
        if not is_utf8(path):
            raise UsageError(misnamed(name))
        return path
    known = _by_name()
    if name in known:
        return known[name]
    if exists(path, Path.is_dir):
        raise UsageError(f"{name!r} is a folder. Name one of the scripts in it.")
    if path.suffix and (len(path.parts) > 1 or path.suffix in _FILES):
        raise UsageError(f"There is no file {name!r}. See the scripts with: soothe list")
    alike = [other for other in known if ("/" in other) == ("/" in name)]
    raise UsageError(f"There is no script {name!r}.{suggestion(name, alike) or _EMPTY}")


def typed(name: str | Path) -> Path:
    """The path that somebody typed; a person that the system does not know has no home."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return Path(name)


def exists(path: Path, of_kind: Callable[[Path], bool]) -> bool:
    """Whether a file or folder is there; at a path too long for any there is none.

    Raises:
        UsageError: the system does not let itself be asked.
    """
    try:
        return of_kind(path)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise UsageError(f"{path} cannot be looked up: {error.strerror}. Name another.") from error


def is_utf8(path: Path) -> bool:
    """Whether a path can be written into JSON, a subtitle or a page."""
    return os.fspath(path).encode(errors="replace").decode() == os.fspath(path)


def sound_alone() -> Path:
    """The script of a session that has a sound and no words."""
    return library() / "scripts" / DEFAULT_LANGUAGE / "lib" / f"sound-alone{SCRIPT_SUFFIX}"


def misnamed(path: str | Path) -> str:
    """What to tell of a file whose name is no text."""
    return f"The name of {str(path)!a} is not UTF-8. Give the file another name."


def find_sound(name: str) -> Path:
    """The file of a sound by its name without suffix, `rain`, or at that path.

    Raises:
        UsageError: there is no such sound; the message names the nearest.
    """
    path = typed(name)
    if exists(path, Path.is_file):
        return path
    known = {found.stem: found for folder in reversed(_sound_folders()) for found in _files(folder)}
    if name in known:
        return known[name]
    raise UsageError(f"There is no sound {name!r}.{suggestion(name, known) or _EMPTY}")


def _sound_folders() -> tuple[Path, ...]:
    return user_library() / "sounds", library() / "sounds"


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        yield from (path for path in files if path.stem not in _ABOUT_SOUNDS)


def _scripts_in(folder: Path) -> Iterator[Path]:
    for pattern in (f"*{SCRIPT_SUFFIX}", f"*/*{SCRIPT_SUFFIX}"):
        # A name that is no text can neither be asked for nor be told.
        yield from filter(is_utf8, folder.glob(pattern))


def _by_tag() -> dict[str, Path]:
    """Scripts by language and name, in order; own ones hide built-in ones."""
    found: dict[str, Path] = {}
    for folder in script_folders():
        for path in sorted(_scripts_in(folder)):
            language = path.parent.name if path.parent != folder else DEFAULT_LANGUAGE
            found.setdefault(f"{language}/{script_name(path)}", path)
    return dict(sorted(found.items()))


def _by_name() -> dict[str, Path]:
    """Scripts by every name they answer to; a bare name means the default language first."""
    tagged = _by_tag()
    bare: dict[str, Path] = {}
    for tag in sorted(tagged, key=lambda tag: (not tag.startswith(f"{DEFAULT_LANGUAGE}/"), tag)):
        bare.setdefault(tag.partition("/")[2], tagged[tag])
    return bare | tagged
