"""Engines of ill repute, found the way any engine is: by their entry points."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from soothe.voices.choose import open_voice
from soothe.voices.isolated import Isolated
from tests.voices import engines

_DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session", autouse=True)
def _engines(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plugins")
    facts = folder / "beep-1.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: beep\nVersion: 1\n", "utf-8")
    home = engines.__name__
    (facts / "entry_points.txt").write_text(
        "[soothe.voices]\n"
        f"beep = {home}:BeepEngine\n"
        f"absent = {home}:AbsentEngine\n"
        f"apart = {home}:ApartEngine\n"
        f"shattered = {home}:NoSuchEngine\n",
        "utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield


@pytest.fixture
def models(tmp_path, monkeypatch):
    """A folder with one Piper voice of 3 KB."""
    folder = tmp_path / "models"
    shutil.copytree(_DATA, folder)
    monkeypatch.setenv("SOOTHE_VOICES", str(folder))
    return folder


@pytest.fixture
def beep(tmp_path):
    """The test voice, with a cache of its own."""
    with open_voice("beep", lang="en", cache=tmp_path / "clips") as speaker:
        yield speaker


@pytest.fixture
def hasty():
    """The test engine in a worker that gets one second for a sentence that hangs."""
    reference = f"{engines.__name__}:BeepEngine"
    isolated = Isolated("beep", reference, limit=lambda text: 1.0 if "hang" in text else 60.0)
    yield isolated
    isolated.close()


def has_piper() -> bool:
    return importlib.util.find_spec("piper") is not None
