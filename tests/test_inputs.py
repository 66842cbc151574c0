"""What a session is made of is never written over."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from soothe.catalogue import library
from soothe.errors import OutputError, UsageError
from soothe.inputs import spare_inputs
from soothe.model import Choices
from soothe.order import Order
from soothe.script import load
from soothe.session import render

INPUTS = {
    "script": ("calm.txt", lambda path: Order(str(path)), None),
    "music": ("harp.mp3", lambda path: Order("foot-massage", sound=f"rain + {path}:-6"), None),
    "picture": ("me.jpg", lambda _: Order("foot-massage"), "me.jpg"),
    "a folder of music": (
        "music/harp.mp3",
        lambda path: Order("foot-massage", sound=str(path.parent)),
        None,
    ),
    "a person's own voice": (
        "mine/001.wav",
        lambda path: Order("foot-massage", voice=f"recorded:{path.parent}"),
        None,
    ),
}


@pytest.mark.parametrize(("name", "asked", "cover"), INPUTS.values(), ids=INPUTS)
def test_an_input_is_refused_as_a_target(tmp_path, monkeypatch, name, asked, cover):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"precious")
    monkeypatch.chdir(tmp_path)
    other = tmp_path / "session.mp3"
    other.touch()
    spare_inputs([other], asked(path), cover)
    for target in (path, path.relative_to(tmp_path)):
        with pytest.raises(OutputError, match=rf"{path.name} is what this session is made of"):
            spare_inputs([other, target], asked(path), cover)


def test_a_link_to_an_input_is_one(tmp_path):
    (tmp_path / "calm.txt").touch()
    link = tmp_path / "link.txt"
    try:
        link.symlink_to("calm.txt")
    except OSError:
        pytest.skip("this system makes no links")
    with pytest.raises(OutputError, match=r"link\.txt is what"):
        spare_inputs([link], Order(str(tmp_path / "calm.txt")))


def test_a_home_of_nobody_is_a_name_as_any_other(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    track = render(Order("breathing", minutes=3, voice="silent", seed=1))
    with pytest.raises(OutputError, match="~nobody-here"):
        track.export("~nobody-here/calm.mp3")
    with pytest.raises(UsageError, match="~nobody-here"):
        track.export("calm.mp3", cover="~nobody-here/me.jpg")
    with pytest.raises(UsageError, match="~nobody-here"):
        render(Order("breathing", voice="recorded:~nobody-here"))
    spare_inputs([tmp_path], Order("~nobody-here", voice="recorded:~nobody-here"), "~nobody-here")


def test_a_folder_that_is_called_like_a_script_or_sound_is_none(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("foot-massage", "rain"):
        (tmp_path / name).mkdir()
        target = tmp_path / name / "session.mp3"
        target.touch()
        spare_inputs([target], Order("foot-massage", sound="rain"))


FRONT = '+++\ntitle = "Calm"\nlength = "20s..30s..1m"\nsound = "{}"\n+++\n## Rest [20s..30s..1m]\n'
NAMING = {
    "front matter": FRONT.format("harp.mp3") + "Rest your hands.\n",
    "a cue": FRONT.format("rain") + "Rest your hands.\n[sound harp.mp3 over 6s]\nAnd again.\n",
    "a folder": FRONT.format("music") + "Rest your hands.\n",
}


@pytest.mark.parametrize("text", NAMING.values(), ids=NAMING)
def test_a_sound_that_the_script_names_is_refused_as_a_target(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "calm.md.j2").write_text(text, "utf-8")
    harp = tmp_path / ("music/harp.mp3" if "music" in text else "harp.mp3")
    harp.parent.mkdir(exist_ok=True)
    harp.write_bytes(b"precious")
    script = load(tmp_path / "calm.md.j2", Choices())
    for order in (Order("calm.md.j2"), Order("calm.md.j2", sound="rain")):
        with pytest.raises(OutputError, match=r"harp\.mp3 is what this session is made of"):
            spare_inputs([harp], order, script=script)


TAKING = {
    "include": ("part.txt", 'Rest.\n{% include "part.txt" %}\n', "Rest your hands.\n"),
    "import": (
        "part.txt",
        '{% import "part.txt" as p %}\nRest.\n',
        "{% macro a() %}{% endmacro %}",
    ),
    "a part of a part": ("part.html", '{% include "more.md" %}\n', "Rest your hands.\n"),
    "a computed name": ("part.txt", '{% include "pa" ~ "rt.txt" %}\n', "Rest your hands.\n"),
    "words": ("lib/words.toml", "Rest.\n", None),
}


@pytest.mark.parametrize(("name", "body", "text"), TAKING.values(), ids=TAKING)
def test_what_a_script_takes_in_is_refused_as_a_target(tmp_path, monkeypatch, name, body, text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "calm.md.j2").write_text(FRONT.format("none") + body, "utf-8")
    (tmp_path / "more.md").write_text('{% include "part.html" %}\n', "utf-8")
    part = tmp_path / name
    part.parent.mkdir(exist_ok=True)
    english = library() / "scripts" / "en" / name
    part.write_text(text or english.read_text("utf-8"), "utf-8")
    script = load(tmp_path / "calm.md.j2", Choices())
    with pytest.raises(OutputError, match=rf"{part.name} is what this session is made of"):
        spare_inputs([part], Order("calm.md.j2"), script=script)


def test_what_a_script_extends_is_refused_as_a_target(tmp_path):
    (tmp_path / "base.md.j2").write_text(FRONT.format("none") + "Rest your hands.\n", "utf-8")
    front = '+++\ntitle = "Calm"\nextends = "base.md.j2"\n+++\n## Rest [id:rest]\nRest.\n'
    (tmp_path / "calm.md.j2").write_text(front, "utf-8")
    with pytest.raises(OutputError, match=r"base\.md\.j2 is what this session is made of"):
        spare_inputs([tmp_path / "base.md.j2"], Order(str(tmp_path / "calm.md.j2")))


def test_stems_spare_what_a_session_is_made_of(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    soundfile.write("calm.bed.wav", np.random.default_rng(1).normal(0, 0.1, (80_000, 2)), 8000)
    before = (tmp_path / "calm.bed.wav").read_bytes()
    script = FRONT.format("calm.bed.wav") + "Rest your hands.\n[pause 22s]\n"
    (tmp_path / "calm.md.j2").write_text(script, "utf-8")
    track = render(Order("calm.md.j2", minutes="0:40", voice="silent", seed=1))
    with pytest.raises(OutputError, match=r"calm\.bed\.wav is what"):
        track.export_stems("calm.mp3", replace=True)
    assert (tmp_path / "calm.bed.wav").read_bytes() == before


def test_a_program_is_refused_as_well(tmp_path):
    script = tmp_path / "calm.txt"
    script.write_text("Rest your hands.\n", "utf-8")
    track = render(Order(str(script), minutes="0:30", voice="silent", seed=1))
    with pytest.raises(OutputError, match=r"calm\.txt is what"):
        track.export(tmp_path / "calm.mp3", replace=True, beside=("txt",))
    assert [path.name for path in tmp_path.iterdir()] == ["calm.txt"]
