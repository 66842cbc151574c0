"""`soothe reword`: other words for a line of a script that comes with soothe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from soothe.catalogue import SCRIPT_SUFFIX, find_script, library
from soothe.check.checking import check
from soothe.check.formats import as_text
from soothe.check.rules import BY_NAME
from soothe.errors import ScriptError, UsageError
from soothe.ingredients import sought
from soothe.script.header import without_front
from soothe.script.rewording import Rewording, keep, rewordings, shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from soothe.model import Problem

SHOWN = 5
_SAFETY = re.compile(r"(?:\[[^\]]*\]\s*|\d>\s*)*!")


@dataclass(frozen=True, slots=True)
class Found:
    """A line of a script."""

    file: str
    was: str
    """As it comes with soothe."""
    now: str
    """As this person has it."""


@click.command("reword")
@click.argument("script", required=False)
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--undo", is_flag=True, help="Go back to the line that came with soothe.")
@click.option("--list", "listing", is_flag=True, help="List the lines that you changed.")
def command(
    script: str | None, old: str | None, new: str | None, *, undo: bool, listing: bool
) -> None:
    """Say OLD as NEW in SCRIPT from now on; OLD is any part of one line.

    The rest of the script goes on to be improved by updates.

    \b
    soothe reword foot-massage "Nobody needs you for a while." "This hour is mine."
    soothe reword foot-massage "This hour is mine." --undo
    soothe reword --list
    """
    if listing:
        click.echo("\n".join(_listed()) or "You changed no line.")
        return
    if script is None or old is None or (new is None) == (not undo):
        raise UsageError('Write: soothe reword SCRIPT "old words" "new words", or --undo.')
    path = find_script(script)
    found = _find(path, old)
    now = found.was if new is None else found.now.replace(old, " ".join(new.split()))
    if now != found.was and _SAFETY.match(found.was):
        raise UsageError(
            "This line is said for safety, in every session and in these words. To change it, write"
            f" a script of your own: soothe new NAME --from {script}"
        )
    objections = _settle(path, found, now)
    click.echo(f"was  {found.now}\nnow  {now}")
    for line in as_text(objections):
        click.echo(line, err=True)


def _find(path: Path, old: str) -> Found:
    """The one line of a script that has these words."""
    lines = list(_lines(path))
    having = {(each.file, each.was): each for each in lines if old in each.now}
    if len(having) == 1:
        return next(iter(having.values()))
    if having:
        some = "\n".join(f"  {each.now}" for each in list(having.values())[:SHOWN])
        raise UsageError(f"{len(having)} lines have {old!r}. Write more of the one:\n{some}")
    near = get_close_matches(old, [each.now for each in lines], n=SHOWN, cutoff=0.3)
    hint = "".join(f"\n  {text}" for text in near)
    raise UsageError(f"No line of {path.name} has {old!r}. The nearest as written:{hint}")


def _lines(path: Path) -> Iterator[Found]:
    """The lines of a script and of what it includes."""
    if not shipped(path):
        raise UsageError(f"{path} is your own: change it in an editor.")
    own = {(each.file, each.was): each.now for each in rewordings()}
    for file in map(shipped, _files(path)):
        text = (library() / "scripts" / file).read_text(encoding="utf-8-sig")
        for was in map(str.strip, without_front(text).split("\n")):
            if was and not was.startswith(("{%", "{#")):
                yield Found(file, was, own.get((file, was), was))


def _files(path: Path) -> Iterator[Path]:
    """The script and all that it may include, whatever is chosen."""
    included = (file for file in sought(path) if file.name.endswith(SCRIPT_SUFFIX))
    yield from (path, *(file for file in included if file.is_file() and shipped(file)))


def _settle(path: Path, found: Found, now: str) -> Sequence[Problem]:
    """Keep a line in other words, unless the script could then not be read.

    Returns:
        What the checker objects to from now on.
    """
    before = rewordings()
    this = Rewording(found.file, found.was, now)
    others = [each for each in before if (each.file, each.was) != (found.file, found.was)]
    keep(others if now == found.was else [*others, this])
    problems = check(path).problems
    # What a rule objects to is this person's own affair; what cannot be played is not.
    if errors := [
        p for p in problems if p.rule not in {*BY_NAME, "waiver"} or p.rule == "never-fits"
    ]:
        keep(before)
        raise ScriptError(errors)
    return problems


def _listed() -> Iterator[str]:
    """Each changed line, and whether it still takes the place of one."""
    for each in rewordings():
        path = library() / "scripts" / each.file
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
        there = each.was in map(str.strip, text.split("\n"))
        yield f"{each.file}{'' if there else '  (an update changed this line: not in force)'}"
        yield f"  was  {each.was}\n  now  {each.now}"
