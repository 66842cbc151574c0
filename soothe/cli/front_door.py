"""Bare `soothe`: four questions, what is needed, who should not, and Enter."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import click
import platformdirs

from soothe.catalogue import find_script
from soothe.cli.readable import readable_scripts
from soothe.errors import UsageError
from soothe.script import describe
from soothe.units import clock, parse_minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from soothe.script import Header

SOUNDS = {"rain": "rain", "ocean": "ocean", "music": "pads", "quiet": "none"}
ENDINGS = {"get up": "get-up", "fall asleep": "sleep"}


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered; the last answers are the next defaults."""

    script: str = "foot-massage"
    minutes: str = "10"
    sound: str = "rain"
    ending: str = "get-up"


def welcome(ctx: click.Context) -> None:
    """Ask and start; without a terminal to answer at, show the help instead."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        click.echo(ctx.get_help())
        return
    answers = _ask(_remembered())
    _remember(answers)
    # Only now: the questions appear at once, and the sound is loaded while nobody waits.
    from soothe.cli.manner import Manner
    from soothe.cli.performing import before_the_clock_starts, play_order
    from soothe.order import Order

    before_the_clock_starts(describe(find_script(answers.script)))

    order = Order(
        answers.script,
        minutes=answers.minutes,
        sound=answers.sound,
        choices={"ending": answers.ending},
    )
    play_order(ctx, order, Manner(yes=True))


def _ask(last: Answers) -> Answers:
    headers = dict(readable_scripts())
    names = {name: name for name in headers}
    titles = {header.title: name for name, header in headers.items()}
    script = _choose("What would you like?", titles | names, last.script)
    header = headers[script]
    return Answers(
        script=script,
        minutes=_length(header, last.minutes),
        sound=_choose("Which sound?", SOUNDS, last.sound),
        ending=_ending(header, last.ending),
    )


def _choose(question: str, choices: Mapping[str, str], last: str) -> str:
    """One of the values; the person types its number, its name, or Enter for the last one."""
    titles: dict[str, str] = {}
    for title, value in choices.items():
        titles.setdefault(value, title)
    values = list(titles)
    default = values.index(last) + 1 if last in values else 1
    click.echo(f"\n{question}", err=True)
    for number, title in enumerate(titles.values(), start=1):
        click.echo(f"  {number}  {title}", err=True)

    def pick(text: str) -> str:
        if text.isdecimal() and 1 <= int(text) <= len(values):
            return values[int(text) - 1]
        if text in choices:
            return choices[text]
        raise UsageError(f"Please type a number from 1 to {len(values)}.")

    return _answer("Your choice", str(default), pick)


def _length(header: Header, last: str) -> str:
    """A length within the session's own range; the usual one if the last does not suit it."""
    least, usual, most = header.length
    span = f"{clock(least)} to {clock(most)}"

    def check(text: str) -> str:
        if not least <= parse_minutes(text) <= most:
            raise UsageError(f"This session can last {span}.")
        return text

    try:
        suits = least <= parse_minutes(last) <= most
    except UsageError:  # the file of the last answers may be edited by hand
        suits = False
    click.echo("", err=True)
    return _answer(f"How many minutes? ({span})", last if suits else clock(usual), check)


def _ending(header: Header, last: str) -> str:
    """How it ends; not asked where the session knows only one way."""
    known = next(param.of for param in header.params if param.name == "ending")
    choices = {title: ending for title, ending in ENDINGS.items() if ending in known}
    if len(choices) == 1:
        return next(iter(choices.values()))
    return _choose("And afterwards?", choices, last)


def _answer(prompt: str, default: str, accept: Callable[[str], str]) -> str:
    while True:
        try:
            return accept(str(click.prompt(prompt, default=default, err=True)).strip())
        except UsageError as error:
            click.echo(str(error), err=True)


def _state() -> Path:
    return platformdirs.user_state_path("soothe", appauthor=False) / "last-answers.json"


def _remembered() -> Answers:
    """The last answers; a file that cannot be read is only a lost convenience."""
    try:
        kept = json.loads(_state().read_text(encoding="utf-8"))
        return replace(Answers(), **{name: str(answer) for name, answer in kept.items()})
    except (OSError, ValueError, TypeError, AttributeError):
        return Answers()


def _remember(answers: Answers) -> None:
    try:
        _state().parent.mkdir(parents=True, exist_ok=True)
        _state().write_text(json.dumps(asdict(answers)), encoding="utf-8")
    except OSError as error:
        click.echo(f"(Your answers could not be remembered: {error.strerror}.)", err=True)
