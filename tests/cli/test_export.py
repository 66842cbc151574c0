"""`soothe export` with everything that can belong to a file."""

from __future__ import annotations

import json

import av
import pytest
from mutagen.id3 import ID3

from tests.cli.running import soothe


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A private session with all that can lie beside it."""
    folder = tmp_path_factory.mktemp("made")
    run = soothe(
        *("export", "foot-massage", "-m", "3", "--voice", "silent", "--seed", "5"),
        *("--name", "Kunigunde", "--private", "--small", "--date", "2026-05-01"),
        *("--captions", "vtt,srt,lrc", "--transcript", "html,md,txt"),
        *("--chapters", "json", "--timeline", "json,svg"),
        cwd=folder,
    )
    assert run.returncode == 0, run.stderr
    return folder


def test_the_whole_set_is_there_and_nothing_else(made):
    stem = "foot-massage-3-min"
    endings = "mp3 vtt srt lrc html md txt chapters.json timeline.json timeline.svg"
    assert {path.name for path in made.iterdir()} == {f"{stem}.{end}" for end in endings.split()}


def test_nothing_written_tells_the_name(made):
    for path in made.iterdir():
        content = path.read_bytes()
        assert b"Kunigunde" not in content, path.name
        assert "Kunigunde".encode("utf-16-le") not in content, path.name


def test_small_is_one_channel_at_64(made):
    with av.open(str(made / "foot-massage-3-min.mp3")) as container:
        stream = container.streams.audio[0]
        assert (stream.channels, stream.bit_rate) == (1, 64_000)


def test_tags_carry_date_timed_words_and_cautions(made):
    tags = ID3(made / "foot-massage-3-min.mp3", translate=False)
    assert (str(tags["TYER"]), str(tags["TDAT"])) == ("2026", "0105")
    (timed,) = tags.getall("SYLT")
    (words,) = tags.getall("USLT")
    assert [line for line, _ in timed.text] == words.text.split("\n\n")[0].split("\n")
    assert timed.text[0][1] == 4000
    assert "clot" in words.text.split("\n\n")[1]
    assert "clot" in str(tags.getall("COMM")[0])


def test_chapters_beside_and_inside_agree(made):
    data = json.loads((made / "foot-massage-3-min.chapters.json").read_text("utf-8"))
    inside = ID3(made / "foot-massage-3-min.mp3").getall("CHAP")
    assert sorted(each.start_time / 1000 for each in inside) == pytest.approx(
        [each["startTime"] for each in data["chapters"]], abs=0.0015
    )


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--captions", "doc"], "--captions doc: there is none. Choose from vtt, srt, lrc."),
        (["--chapters", "svg"], "Choose from json."),
        (["--small", "--bitrate", "96"], "Choose one of --small, --bitrate and --vbr."),
        (["--date", "tomorrow"], "'tomorrow' is not a date. Write 2026 or 2026-05-01."),
        (["--vbr", "2", "--format", "wav"], "Only an MP3 has a variable bitrate"),
        (["-o", "-", "--captions", "vtt"], "Nothing can lie beside a pipe."),
        (["--sound", "none"], "A silent voice without a sound leaves nothing to hear."),
    ],
)
def test_wishes_that_cannot_be_met_are_told(args, words, tmp_path):
    run = soothe("export", "foot-massage", "-m", "3", "--voice", "silent", *args, cwd=tmp_path)
    assert run.returncode == 2
    assert words in run.stderr
    assert list(tmp_path.iterdir()) == []
