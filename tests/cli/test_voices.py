"""`soothe voices`: the list, a line to hear, and what is fetched and removed."""

from __future__ import annotations

import json
import subprocess
import wave

import click
import pytest
from click.testing import CliRunner

from soothe.cli.app import program
from soothe.cli.voices_ import megabytes
from soothe.errors import UsageError
from soothe.voices.piper import PiperEngine
from tests.voices.hub import VOICE, lay_out


def _run(*args, **options):
    return CliRunner().invoke(program, ["voices", *args], catch_exceptions=False, **options)


@pytest.fixture
def mirror(tmp_path, monkeypatch):
    """A copy of the hub in a folder, and a folder of our own to install in."""
    lay_out(tmp_path / "hub", licence="CC BY 4.0")
    monkeypatch.setenv("SOOTHE_VOICES", str(tmp_path / "voices"))
    monkeypatch.setenv("SOOTHE_VOICES_FROM", str(tmp_path / "hub"))
    return tmp_path / "hub"


@pytest.fixture
def engine(monkeypatch):
    """What would be run to install the engine, which is missing."""
    lines = []

    def run(line, *, check):
        assert not check
        lines.append(line)
        return subprocess.CompletedProcess(line, run.code)

    run.code = 0
    run.lines = lines
    monkeypatch.setattr(PiperEngine, "missing", lambda _: "The package piper-tts is missing.")
    monkeypatch.setattr("soothe.cli.voices_install_.subprocess.run", run)
    return run


class TestList:
    def test_by_language_with_quality_and_licence_and_what_it_allows(self):
        text = _run("--lang", "en").stdout
        assert "Plain British (built in)" in text
        assert "\nen\n" in text
        assert "\nde\n" not in text
        assert "GPL-3.0-or-later: files may be given away and sold" in text

    def test_json_has_every_field(self):
        rows = json.loads(_run("--json").stdout)
        found = next(row for row in rows if row["id"] == "espeak:de+Nguyen")
        assert found["sharing"] == "files may be given away and sold"
        assert found["lang"] == "de"

    @pytest.mark.usefixtures("mirror")
    def test_an_installed_voice_shows_its_size_and_licence(self, engine, monkeypatch):
        assert "can be fetched" in _run().stdout
        _run("install", VOICE, "--yes")
        assert engine.lines
        monkeypatch.setattr(PiperEngine, "missing", lambda _: None)
        text = _run("--lang", "en").stdout
        row = next(row for row in text.splitlines() if f"piper:{VOICE}" in row)
        assert row.split()[-6:] == ["natural", "0.1", "MB", "CC", "BY", "4.0"]
        assert "CC BY 4.0: files may be given away and sold, naming the voice" in text
        assert "can be fetched" not in text

    @pytest.mark.parametrize(
        ("size", "text"), [(None, "-"), (3000, "0.1 MB"), (63_201_294, "63 MB"), (0, "0.1 MB")]
    )
    def test_sizes(self, size, text):
        assert megabytes(size) == text


class TestPreview:
    def test_a_line_sounds_over_the_bed(self, tmp_path):
        target = tmp_path / "line.wav"
        run = _run("preview", "espeak", "Rest now.", "--device", f"file:{target}")
        assert "Plain British" in run.stderr
        with wave.open(str(target)) as file:
            seconds = file.getnframes() / file.getframerate()
        assert 6.8 < seconds < 8.5

    def test_a_language_without_a_line_asks_for_one(self):
        with pytest.raises(UsageError, match=r"no line to try in 'cy'.*soothe voices preview"):
            _run("preview", "espeak:cy", "--device", "null:fast")

    def test_a_voice_that_is_none_is_refused(self):
        with pytest.raises(UsageError, match="no voice 'nobody'"):
            _run("preview", "nobody", "--device", "null:fast")


class TestInstall:
    def test_names_what_can_be_installed(self, mirror):
        assert VOICE in _run("install", "--list").stdout
        assert _run("install", "--list", "--lang", "de").stdout == ""
        assert _run("install", "--list", "--from", str(mirror), "--lang", "en").stdout

    def test_shows_the_licence_before_it_asks(self, mirror, engine, tmp_path):
        run = _run("install", VOICE, input="n\n")
        assert mirror.is_dir()
        assert run.exit_code == 1
        assert "Licence: CC BY 4.0 (files may be given away and sold, naming" in run.stdout
        assert not (tmp_path / "voices").exists()
        assert engine.lines == []

    def test_installs_the_engine_with_it(self, mirror, engine):
        run = _run("install", VOICE, input="y\ny\n")
        assert mirror.is_dir()
        assert f"Installed piper:{VOICE}" in run.stdout
        assert 'pip install "soothe[piper]"' in run.stderr
        assert [line[1:] for line in engine.lines] == [["-m", "pip", "install", "soothe[piper]"]]

    @pytest.mark.usefixtures("mirror")
    def test_leaves_the_engine_alone_when_told_so(self, engine):
        run = _run("install", VOICE, input="y\nn\n")
        assert 'pip install "soothe[piper]"' in run.stderr
        assert engine.lines == []

    @pytest.mark.usefixtures("mirror")
    def test_says_the_line_where_installing_the_engine_fails(self, engine):
        engine.code = 1
        run = _run("install", VOICE, "--yes")
        assert run.exit_code == 1
        assert "That failed. Run it yourself" in run.stderr

    @pytest.mark.usefixtures("mirror")
    def test_an_engine_that_is_there_is_not_installed(self, engine, monkeypatch):
        monkeypatch.setattr(PiperEngine, "missing", lambda _: None)
        assert _run("install", VOICE, "--yes").exit_code == 0
        assert engine.lines == []

    @pytest.mark.usefixtures("mirror")
    def test_wants_a_name(self):
        assert "Name a voice" in _run("install").stderr

    def test_a_subcommand_that_is_none_is_refused(self):
        assert _run("instal").exit_code == click.UsageError.exit_code


@pytest.mark.usefixtures("mirror", "engine")
class TestRemove:
    def test_what_was_installed_goes(self, tmp_path):
        _run("install", VOICE, "--yes")
        assert "are free again" in _run("remove", f"piper:{VOICE}").stdout
        assert not list((tmp_path / "voices").glob("*.onnx*"))
