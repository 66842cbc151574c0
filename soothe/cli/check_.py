"""`soothe check`: what would trouble a listener, before anybody listens."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from soothe.catalogue import find_script, list_scripts
from soothe.check.formats import FORMATS, shown
from soothe.check.many import check_many, study_many
from soothe.check.study import RATE
from soothe.check.watching import changes
from soothe.errors import ScriptError
from soothe.ingredients import sought
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from soothe.check.checking import Checked
    from soothe.model import Problem


@click.command("check")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option("--thorough", is_flag=True, help="Try every whole minute with three seeds.")
@click.option("--ranges", is_flag=True, help="Also list how long each combination can last.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    files: Sequence[str],
    watch: bool,
    form: str,
    thorough: bool,
    ranges: bool,
) -> None:
    """Check scripts; without FILE, all that 'soothe list' shows.

    Exit code 3 when there are errors, 0 when there are none or only warnings.

    \b
    soothe check mine.md.j2
    soothe check mine/*.md.j2 --watch
    soothe check --format github --thorough
    """
    paths = [find_script(file) for file in files] or list(list_scripts())
    checked = _report(paths, form, thorough=thorough, ranges=ranges)
    if watch:
        click.echo("Watching. Ctrl-C ends it.", err=True)
        watched = _files(checked)
        for touched in changes(watched):
            again = _report(touched, form, thorough=thorough, ranges=ranges)
            watched |= _files(again)
    problems = _together(checked)
    ctx.exit(ScriptError.exit_code if any(p.severity == "error" for p in problems) else 0)


def _report(
    paths: Sequence[Path], form: str, *, thorough: bool, ranges: bool
) -> dict[Path, Checked]:
    """Check, write what was found, and say how much that was."""
    start = time.perf_counter()
    look = study_many if ranges else check_many  # what is remembered has no ranges
    checked = look(paths, thorough=thorough)
    problems = _together(checked)
    for line in FORMATS[form](problems):
        click.echo(line)
    if ranges:
        for path, each in checked.items():
            for line in _ranges(path, each):
                click.echo(line, err=form != "text")
    click.echo(_summary(len(paths), problems, time.perf_counter() - start), err=True)
    return checked


def _files(checked: Mapping[Path, Checked]) -> dict[Path, tuple[str, ...]]:
    """The files of each script, and those that it would be made of if they were there."""
    return {path: (*each.files, *map(str, sought(path))) for path, each in checked.items()}


def _together(checked: Mapping[Path, Checked]) -> list[Problem]:
    """All findings in order; scripts that share a file share those in it."""
    return sorted({problem for each in checked.values() for problem in each.problems})


def _summary(scripts: int, problems: Sequence[Problem], seconds: float) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    counts = (
        (scripts, "script", "scripts"),
        (errors, "error", "errors"),
        (len(problems) - errors, "warning", "warnings"),
    )
    parts = [f"{count} {one if count == 1 else many}" for count, one, many in counts]
    return f"{parts[0]}: {parts[1]}, {parts[2]} ({seconds:.1f} s)"


def _ranges(path: Path, checked: Checked) -> Iterator[str]:
    """How long each combination can last."""
    yield f"\n{shown(str(path))}"
    for case in checked.study.cases if checked.study else ():
        reach = case.plan.reach if case.plan else None
        ends = f"{clock(reach.least / RATE)} to {clock(reach.most / RATE)}" if reach else "never"
        yield f"  {ends:<18}  {case.choices}"
