"""`soothe inspect`: the proof that a finished track is what it should be."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from soothe.errors import OutputError
from soothe.inspect.page import page
from soothe.inspect.verdict import inspect
from soothe.outputs.atomic import refuse_early
from soothe.outputs.write import write_text
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.inspect.verdict import Verdict


@click.command("inspect")
@click.argument("track", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--html", type=click.Path(path_type=Path), help="A page with pictures, written to this file."
)
@click.option("-f", "--force", is_flag=True, help="Replace the page if it is there.")
@click.pass_context
def command(
    ctx: click.Context, *, track: Path, as_json: bool, html: Path | None, force: bool
) -> None:
    """Check a finished track: length, words, levels, peaks, clicks, loops, fades.

    Works in full for what soothe made, in part for any recording. Exit code 1: a check failed.

    \b
    soothe inspect foot-massage-10-min.mp3
    soothe inspect foot-massage-10-min.mp3 --html proof.html
    """
    if html is not None:
        _check_page(html, track, replace=force)
    verdict = inspect(track)
    if html is not None:
        write_text(html, page(verdict), replace=force)
    click.echo(json.dumps(_data(verdict), indent=1) if as_json else "\n".join(_lines(verdict)))
    if not verdict.passed:
        ctx.exit(1)


def _check_page(page: Path, track: Path, *, replace: bool) -> None:
    refuse_early((page,), replace=replace)
    if page.exists() and page.samefile(track):
        raise OutputError(f"{page} is the track itself, and would be lost. Name another page.")


def _lines(verdict: Verdict) -> Iterator[str]:
    yield f"{verdict.path.name}  ({clock(verdict.heard.frames / verdict.heard.rate)})"
    for check in verdict.checks:
        result = ("pass" if check.passed else "FAIL") if check.judged else ""
        value = f"{check.value:.2f} {check.unit}".rstrip()
        yield f"{result:<5} {check.rule:<14} {value:<18} {check.bound:<15} {check.what}".rstrip()
    yield verdict.summary


def _data(verdict: Verdict) -> dict[str, Any]:
    return {
        "file": verdict.path.name,
        "length_s": round(verdict.heard.frames / verdict.heard.rate, 6),
        "made_by_soothe": verdict.sheet is not None,
        "passed": verdict.passed,
        "checks": [
            {
                "rule": check.rule,
                "what": check.what,
                "value": round(check.value, 4) if math.isfinite(check.value) else None,
                "unit": check.unit,
                "least": check.least,
                "most": check.most,
                "passed": check.passed if check.judged else None,
            }
            for check in verdict.checks
        ],
    }
