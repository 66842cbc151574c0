"""A slow engine, found the way any engine is: by its entry point."""

from __future__ import annotations

import pytest

from tests.live import engines


@pytest.fixture(scope="session", autouse=True)
def _engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plugins")
    facts = folder / "slow-1.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: slow\nVersion: 1\n", "utf-8")
    entry = f"[soothe.voices]\nslow = {engines.__name__}:SlowEngine\n"
    (facts / "entry_points.txt").write_text(entry, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield


@pytest.fixture
def gate(tmp_path, monkeypatch):
    """A function that lets through sentences of at most so many characters; at first none."""
    path = tmp_path / "gate"
    path.write_text("0", "utf-8")
    monkeypatch.setenv(engines.GATE, str(path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def let(characters):
        # Never half written: the engine reads it all the time.
        new = tmp_path / "new"
        new.write_text(str(characters), "utf-8")
        new.replace(path)

    return let
