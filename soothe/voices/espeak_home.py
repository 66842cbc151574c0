"""A folder in which eSpeak finds a voice at once.

Asked for the voice `gmw/en-GB-x-rp`, eSpeak opens `lang/gmw/en-gb-x-rp`. Where the case of a letter
counts there is no such file, so it reads all 280 files of its voices and variants to find it: half
the time of a sentence. Here is the same data by links, those in small letters added. It is made
once for each installation; where links cannot be made, eSpeak searches, or need not.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from soothe.catalogue import cache_folder

_DATA = "espeak-ng-data"
"""The name that eSpeak expects."""


@cache
def home_of(data: Path) -> Path:
    """The folder to work in: it has the data of `data` under the name `espeak-ng-data`."""
    told = f"{data} {version('espeakng-loader')}"
    home = cache_folder() / "espeak" / hashlib.sha256(told.encode()).hexdigest()[:16]
    try:
        if not _is_whole(home):
            _make(home, data)
    except OSError:
        return data.parent
    return home if _is_whole(home) else data.parent


def _is_whole(home: Path) -> bool:
    """Whether the links lead somewhere."""
    return (home / _DATA / "phontab").exists()


def _make(home: Path, data: Path) -> None:
    """Makes the folder beside its place and moves it there, unless another process was quicker."""
    if home.exists() and not _is_whole(home):
        shutil.rmtree(home)
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as beside:
        fresh = Path(beside) / home.name
        _link(data, fresh / _DATA)
        with suppress(OSError):
            fresh.rename(home)


def _link(data: Path, target: Path) -> None:
    voices = target / "lang"
    voices.mkdir(parents=True)
    for path in data.iterdir():
        if path.name != voices.name:
            (target / path.name).symlink_to(path)
    for path in (data / "lang").rglob("*"):
        name = path.relative_to(data / "lang").as_posix()
        for each in {name, name.lower()} if path.is_file() else ():
            (voices / each).parent.mkdir(parents=True, exist_ok=True)
            if not (voices / each).exists():
                (voices / each).symlink_to(path)
