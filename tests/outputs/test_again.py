"""What stands in a file makes the file again."""

from __future__ import annotations

import shlex

import pytest

from soothe.catalogue import sound_alone
from soothe.model import Param, Script
from soothe.order import Order
from soothe.outputs.again import again, public_voice
from soothe.outputs.packing import Packing
from soothe.outputs.reading import read_track
from tests.cli.running import soothe

SCRIPT = Script(
    "feet",
    "Feet",
    "en",
    (),
    params=(
        Param("first", "choice", "left"),
        Param("soak", "flag", default=False),
        Param("ball", "flag", default=True),
        Param("heated_tools", "list", ()),
        Param("name", "text", ""),
    ),
    choices=(
        ("first", "left"),
        ("soak", False),
        ("ball", True),
        ("heated_tools", ()),
        ("name", ""),
    ),
    seed=7,
)


def chosen(**values):
    return Script(
        *("feet", "Feet", "en", ()),
        params=SCRIPT.params,
        choices=tuple((dict(SCRIPT.choices) | values).items()),
        seed=7,
    )


@pytest.mark.parametrize(
    ("order", "script", "packing", "command"),
    [
        (Order("feet"), SCRIPT, Packing(), "soothe export feet --seed 7"),
        (
            Order("/home/anna/feet.md.j2", "7:30", voice="recorded:/home/anna/voice"),
            SCRIPT,
            Packing(format="m4b", small=True, cover="/home/anna/me.png"),
            (
                "soothe export feet.md.j2 -m 7:30 --seed 7 --voice recorded:voice "
                "--format m4b --small --cover me.png"
            ),
        ),
        (
            Order("feet", 10, sound="rain + pads:-6", mix="sleep", pace=0.92, tone="clear"),
            chosen(first="right", soak=True, ball=False, heated_tools=("a", "b"), name="An na"),
            Packing(date="2026-05-01", bitrate=192),
            (
                "soothe export feet -m 10 --seed 7 --pace 0.92 --sound 'rain + pads:-6' "
                "--mix sleep --voice-tone clear --first right --soak --no-ball "
                "--heated-tools a,b --name 'An na' --bitrate 192 --date 2026-05-01"
            ),
        ),
        (
            Order("feet", keep={"soak", "arch"}, without={"oil"}),
            chosen(soak=True),
            Packing(format="mp3", vbr=0),
            "soothe export feet --seed 7 --with arch,soak --without oil --vbr 0",
        ),
        (
            Order(str(sound_alone()), 480, voice="silent", mix="sound-only", sound="rain"),
            Script("sound-alone", "Rain", "en", (), seed=7),
            Packing(),
            "soothe export -m 480 --seed 7 --sound rain",
        ),
    ],
)
def test_only_what_differs_is_named(order, script, packing, command):
    assert again(order, script, packing) == command


@pytest.mark.parametrize("voice", ["auto", "espeak:en-gb", "Plain British", "recorded:voice"])
def test_other_voices_keep_their_names(voice):
    assert public_voice(voice) == voice


def test_the_command_in_a_file_makes_the_same_bytes(tmp_path):
    (tmp_path / "first").mkdir()
    (tmp_path / "again").mkdir()
    wishes = ("-m", "3:10", "--first", "right", "--sore", "left", "--without", "oil", "--small")
    made = soothe(
        *("export", "foot-massage", "--voice", "silent", "--seed", "3", "--sound", "pink-noise"),
        *wishes,
        cwd=tmp_path / "first",
    )
    assert made.returncode == 0, made.stderr
    (file,) = (tmp_path / "first").iterdir()
    command = read_track(file).tags.comment.splitlines()[0].partition(": ")[2]
    again_run = soothe(*shlex.split(command)[1:], cwd=tmp_path / "again")
    assert again_run.returncode == 0, again_run.stderr
    assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()


def test_own_music_is_named_without_its_folder(tmp_path):
    (tmp_path / "anna").mkdir()
    music = tmp_path / "anna" / "calm.wav"
    music.touch()
    order = Order("feet", sound=f"rain + {music}:-6")
    assert again(order, SCRIPT, Packing()).endswith("--sound 'rain + calm.wav:-6'")
