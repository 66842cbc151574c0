"""The options that say what a session shall be, shared by every command that makes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from soothe.catalogue import find_script, script_name, sound_alone
from soothe.errors import UsageError
from soothe.order import Order, asked_seconds
from soothe.outputs.names import track_stem
from soothe.script import describe
from soothe.suggest import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from soothe.model import Param, Value

PACES = {"slower": 0.92, "normal": 1.0, "faster": 1.08}

_OPTIONS = (
    click.argument("script", required=False),
    click.option(
        "-m",
        "--minutes",
        envvar="SOOTHE_MINUTES",
        help="Length: 10, 7.5 or 7:30.  [default: the session's usual length]",
    ),
    click.option(
        "--voice",
        envvar="SOOTHE_VOICE",
        default="auto",
        show_default=True,
        help="A voice of 'soothe voices'.",
    ),
    click.option("--fill", metavar="VOICE", help="Says what --voice recorded:DIR does not have."),
    click.option(
        "--pace",
        envvar="SOOTHE_PACE",
        default="normal",
        show_default=True,
        help="slower, normal, faster, or a factor such as 0.92.",
    ),
    click.option(
        "--pitch",
        type=click.FloatRange(-12, 12),
        envvar="SOOTHE_PITCH",
        default=0.0,
        show_default=True,
        help="Semitones up or down.",
    ),
    click.option(
        "--sound",
        envvar="SOOTHE_SOUND",
        help='Ambient sound, "rain" or "rain + pads:-6".  [default: the session\'s own]',
    ),
    click.option(
        "--mix",
        envvar="SOOTHE_MIX",
        default=None,
        help="Balance of voice and sound: balanced, voice-forward, voice-only ...",
    ),
    click.option(
        "--voice-tone",
        envvar="SOOTHE_VOICE_TONE",
        default="warm",
        show_default=True,
        help="Colour of the voice: warm, clear or plain.",
    ),
    click.option("--ending", help="get-up or sleep."),
    click.option("--first", help="The side to begin with: left or right."),
    click.option("--words", help="full; sparse, or only soft tones, for those who know it."),
    click.option("--name", help="Your name, spoken once."),
    click.option("--with", "with_", metavar="A,B", multiple=True, help="Steps that must be in."),
    click.option("--without", metavar="A,B", multiple=True, help="Steps to leave out."),
    click.option("--set", "sets", metavar="NAME=VALUE", multiple=True, help="Any choice."),
    click.option("--seed", type=int, help="Decides the wording.  [default: today's date]"),
)


def order_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the argument and options that make an order; the script's own become flags as well."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


OWN_FLAGS = {"ignore_unknown_options": True, "allow_extra_args": True}
"""Context settings of a command that takes a script's own parameters as flags."""


def make_order(ctx: click.Context, options: dict[str, Any]) -> Order:
    """The order that the options of a command describe.

    Raises:
        UsageError: an option, name or value that the script does not know.
    """
    script = options["script"]
    if script is None:
        options, script = _sound_alone(options), str(sound_alone())
    params = describe(find_script(script)).params
    values: dict[str, Value] = dict(_sets(options["sets"]))
    values |= {
        name: options[name]
        for name in ("ending", "first", "words", "name")
        if options[name] is not None
    }
    values |= dict(_own_flags(ctx.args, params))
    return Order(
        script=script,
        minutes=options["minutes"],
        voice=options["voice"],
        fill=options["fill"],
        pace=_pace(options["pace"]),
        pitch=options["pitch"],
        sound=options["sound"],
        mix=options["mix"],
        tone=options["voice_tone"],
        choices=values,
        keep=_names(options["with_"]),
        without=_names(options["without"]),
        seed=options["seed"],
    )


def file_stem(order: Order) -> str:
    """What the files of an order are called when nobody says otherwise; known before any work.

    Raises:
        UsageError: there is no such script, or the length is none.
    """
    return track_stem(script_name(find_script(order.script)), float(asked_seconds(order)))


def _sound_alone(options: dict[str, Any]) -> dict[str, Any]:
    """The options of a session without words, which is what a sound without a script means."""
    if options["sound"] is None:
        raise UsageError(
            "Name a session (see them with: soothe list), or a sound alone: --sound rain"
        )
    return options | {"voice": "silent", "mix": options["mix"] or "sound-only"}


def _pace(text: str) -> float:
    try:
        factor = PACES[text] if text in PACES else float(text)
    except ValueError:
        factor = 0.0
    if not 0.5 <= factor <= 2.0:  # noqa: PLR2004 - slower or faster is no longer calm speech
        raise UsageError(
            f"'{text}' is not a pace. Write slower, normal, faster or a factor from 0.5 to 2."
        )
    return factor


def _names(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(name.strip() for text in texts for name in text.split(",") if name.strip())


def _sets(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--set {text}: write it as NAME=VALUE, for example --set first=left.")
        yield name.strip(), value.strip()


def _own_flags(args: Sequence[str], params: Sequence[Param]) -> Iterator[tuple[str, Value]]:
    """Read `--position thigh`, `--position=thigh`, `--soak` and `--no-soak` from what is left."""
    known = {param.name.replace("_", "-"): param for param in params}
    rest = list(args)
    while rest:
        word = rest.pop(0)
        flag, equals, value = word.removeprefix("--").partition("=")
        param = known.get(flag) or known.get(flag.removeprefix("no-"))
        if not word.startswith("-"):
            raise UsageError(f"{word!r} is one name too many. Name one session at a time.")
        if not word.startswith("--") or param is None:
            options = [f"--{name}" for name in known]
            raise UsageError(f"There is no option {word!r}.{suggestion(word, options)}")
        if param.type == "flag":
            yield param.name, value if equals else not flag.startswith("no-")
        elif equals or rest:
            yield param.name, value if equals else rest.pop(0)
        else:
            raise UsageError(f"--{flag} needs a value: {', '.join(param.of) or param.type}.")
