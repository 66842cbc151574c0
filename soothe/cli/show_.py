"""`soothe show`: the steps of a session with their times, before anything sounds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from soothe.cli.layout import CAUTIONS, NEEDS, listed
from soothe.cli.order import OWN_FLAGS, make_order, order_options
from soothe.cli.steps import step_named
from soothe.cli.summary import left_out
from soothe.model import Say
from soothe.session import plan
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Param, Problem, Span, Value
    from soothe.order import Outlook


@click.command("show", context_settings=OWN_FLAGS)
@order_options
@click.option("--from", "step", metavar="STEP", help="Only from this step on.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def command(ctx: click.Context, /, *, step: str | None, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - click's own shape
    """Show the steps of a session with start, length and words, and what was left out.

    \b
    soothe show foot-massage -m 10
    soothe show foot-massage -m 10 --voice silent    without any voice installed
    soothe show foot-massage -m 10 --from rest       what is left from there
    """
    planned = plan(make_order(ctx, options))
    first = step_named(planned.timeline, step) if step else 0
    if as_json:
        click.echo(json.dumps(as_data(planned, first), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(planned, first)))


def as_data(planned: Outlook, first: int) -> dict[str, Any]:
    """The plan as plain values, its steps from the first asked for; every time in seconds."""
    script, timeline = planned.script, planned.timeline
    return {
        "name": script.name,
        "title": script.title,
        "lang": script.lang,
        "length_s": timeline.frames / timeline.rate,
        "range_s": [planned.reach.least / timeline.rate, planned.reach.most / timeline.rate],
        "voice": planned.voice.id,
        "seed": script.seed,
        "choices": dict(script.choices),
        "needs": list(script.needs),
        "cautions": list(script.cautions),
        "steps": [_step(planned, index, span) for index, span in _spans(planned, first)],
        "not_honoured": [_unheard(problem) for problem in script.warnings],
        "dropped": [{"id": step.id, "title": step.title} for step in timeline.dropped],
    }


def _step(planned: Outlook, index: int, span: Span) -> dict[str, Any]:
    rate = planned.timeline.rate
    return {
        "id": span.step.id,
        "title": span.step.title,
        "pair": span.step.pair,
        "start_s": span.start / rate,
        "length_s": span.frames / rate,
        "least_s": span.step.least,
        "typical_s": span.step.typical,
        "most_s": span.step.most,
        "words": _words(planned, index),
    }


def _words(planned: Outlook, index: int) -> int:
    placed = planned.timeline.placed
    return sum(
        len(each.cue.text.split())
        for each in placed
        if each.step == index and isinstance(each.cue, Say)
    )


def _lines(planned: Outlook, first: int) -> Iterator[str]:
    script, timeline = planned.script, planned.timeline
    seconds = timeline.frames / timeline.rate
    yield f"{script.title}, {clock(seconds)}, spoken by {planned.voice.name}"
    yield f"With these choices it can last {_range(planned)}."
    if first:
        span = timeline.spans[first]
        left = clock((timeline.frames - span.start) / timeline.rate)
        yield f"From {span.step.title} on {left} are left."
    yield ""
    yield " start  length  words  step"
    for index, span in _spans(planned, first):
        start, length = (clock(frames / timeline.rate) for frames in (span.start, span.frames))
        yield f"{start:>6}  {length:>6}  {_words(planned, index):>5}  {span.step.title}"
    if names := left_out(timeline.dropped):
        yield f"\nLeft out for this length: {names}"
    yield from listed(NEEDS, script.needs)
    yield from listed(CAUTIONS, script.cautions)
    yield from listed("Not honoured, by line and column", map(_unheard, script.warnings))
    chosen = dict(script.choices)
    offered = (param for param in script.params if param.name not in script.idle)
    choices = [_choice(param, chosen[param.name]) for param in offered]
    yield from listed("Choices (--NAME VALUE)", choices)


def _spans(planned: Outlook, first: int) -> list[tuple[int, Span]]:
    """The steps from the first asked for, each with its index."""
    return list(enumerate(planned.timeline.spans))[first:]


def _unheard(problem: Problem) -> str:
    return f"{problem.place.line}:{problem.place.column} {problem.message}"


def _range(planned: Outlook) -> str:
    rate = planned.timeline.rate
    return f"{clock(planned.reach.least / rate)} to {clock(planned.reach.most / rate)}"


def _choice(param: Param, value: Value) -> str:
    others = [other for other in param.of if other != value]
    allowed = f" (or {', '.join(others)})" if others else ""
    nothing = "nothing" if allowed else ""
    shown = (_value(value) or nothing) + allowed
    return f"{param.name}{' = ' * bool(shown)}{shown}" + (f": {param.help}" if param.help else "")


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return ", ".join(value) if isinstance(value, tuple) else value
