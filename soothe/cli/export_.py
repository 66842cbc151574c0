"""`soothe export`: save a session as a file, or several as an album."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import click

from soothe.catalogue import typed
from soothe.cli.album_names import file_stems
from soothe.cli.order import OWN_FLAGS, file_stem, make_order, order_options
from soothe.cli.progress import progress_bar
from soothe.cli.summary import summary
from soothe.cli.wishes import make_wishes, packing_options
from soothe.errors import UsageError
from soothe.inputs import spare_inputs
from soothe.outputs.atomic import explained, refuse_early
from soothe.outputs.formats import FORMATS
from soothe.outputs.packing import Packing
from soothe.outputs.stems import STEMS, stem_paths
from soothe.session import render
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from soothe.cli.album import Job, Result
    from soothe.order import Order
    from soothe.outputs.packing import Wishes
    from soothe.track import Track

PARTLY_FAILED = 6


@click.command("export", context_settings=OWN_FLAGS)
@order_options
@click.option("-o", "--output", help="A file, a folder, or - for standard output.")
@packing_options
@click.option(
    "--names",
    metavar="PATTERN",
    help="Names of an album's tracks, such as {number:02} {title} {length} {sound}.",
)
@click.option("--stems", is_flag=True, help="Voice, bed and bells beside it, as WAV files.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Cores to use.  [default: all]")
@click.option("-v", "--verbose", is_flag=True, help="Say more about what was made.")
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - click's own shape
    """Save a session as a file for a phone, or an album of several.

    \b
    soothe export foot-massage -m 10
    soothe export foot-massage -m 7:30 --sound ocean --ending sleep -o ~/Music/
    soothe export foot-massage -m 10 --captions vtt --transcript html
    soothe export foot-massage -m 5 -o - | mpv -
    soothe export foot-massage -m 5,10,15,20 --sound rain,pads -o Foot/
    soothe export --sound rain -m 480 -o rain.mp3       a sound alone, as a sleep timer
    """
    orders = tuple(_orders(make_order(ctx, options)))
    wishes = make_wishes(options)
    if len(orders) > 1:
        _export_album(ctx, orders, wishes, options)
    elif options["names"]:
        raise UsageError("--names is for an album: several lengths or sounds, -m 5,10.")
    else:
        _export_one(orders[0], wishes | {"workers": options["jobs"]}, options)


def _orders(order: Order) -> Iterator[Order]:
    """One for each length with each sound: `5,10` and `rain,pads` make four."""
    minutes = [None] if order.minutes is None else str(order.minutes).split(",")
    sounds = [None] if order.sound is None else order.sound.split(",")
    for sound, length in product(sounds, minutes):
        yield replace(order, minutes=length, sound=None if sound is None else sound.strip())


def _export_one(order: Order, wishes: Wishes, options: dict[str, Any]) -> None:
    # What cannot be is said before the long work begins.
    packing = Packing(**wishes)
    packing.check_picture()
    target = None if options["output"] == "-" else _target(order, packing, options)
    if target is None:
        _check_pipe(packing, options)
    with progress_bar() as report:
        track = render(order, report)
        _save(track, target, wishes, options, report)
    click.echo(summary(track, target, verbose=options["verbose"]), err=target is None)


def _target(order: Order, packing: Packing, options: dict[str, Any]) -> Path:
    """The file that a session is saved as, if that and all beside it can be had."""
    target = packing.place(options["output"] or ".", file_stem(order))
    packing.kind(target.suffix)
    planned = _planned(target, packing, options)
    spare_inputs(planned, order, packing.cover)
    refuse_early(planned, replace=options["force"])
    return target


def _planned(target: Path, packing: Packing, options: dict[str, Any]) -> tuple[Path, ...]:
    """Every file that is made with a track, itself last."""
    stems = stem_paths(target, STEMS) if options["stems"] else ()
    return (*stems, *packing.beside_of(target), target)


def _check_pipe(packing: Packing, options: dict[str, Any]) -> None:
    if options["stems"]:
        raise UsageError("Stems cannot lie beside a pipe. Write to a file with -o.")
    packing.pipe_kind()
    if sys.stdout is None:
        raise UsageError("Standard output is closed. Write to a file with -o.")
    if sys.stdout.isatty():
        raise UsageError(
            "Sound is not for a terminal. Write to a file, or pipe it: ... -o - | mpv -"
        )


def _save(
    track: Track,
    target: Path | None,
    wishes: Wishes,
    options: dict[str, Any],
    report: Callable[[str, float], None],
) -> None:
    def progress(done: float) -> None:
        report("encoding", done)

    if target is None:
        track.write(sys.stdout.buffer, progress=progress, **wishes)
        return
    track.export(target, replace=options["force"], progress=progress, **wishes)
    if options["stems"]:
        track.export_stems(target, replace=options["force"])


def _export_album(
    ctx: click.Context, orders: tuple[Order, ...], wishes: Wishes, options: dict[str, Any]
) -> None:
    # Several processes take longer to load than one track should wait for.
    from soothe.cli.album import make_album, write_playlist

    folder = typed(options["output"] or ".")
    jobs = _jobs(orders, wishes, options, folder)
    packing = Packing(**wishes)
    packing.check_picture()
    playlist = folder / f"{folder.resolve().name or 'album'}.m3u8"
    _make_folder(folder)
    planned = [path for job in jobs for path in _planned(job.target, packing, options)]
    for order in orders:
        spare_inputs((*planned, playlist), order, packing.cover)
    refuse_early((*planned, playlist), replace=options["force"])
    with progress_bar() as report:
        results = make_album(jobs, options["jobs"], report)
    click.echo("\n".join(map(_line, results)))
    if any(result.entry for result in results):
        write_playlist(playlist, folder.resolve().name, results, replace=options["force"])
        click.echo(str(playlist))
    if not all(result.entry for result in results):
        ctx.exit(PARTLY_FAILED)


def _make_folder(folder: Path) -> None:
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)


def _jobs(
    orders: tuple[Order, ...], wishes: Wishes, options: dict[str, Any], folder: Path
) -> list[Job]:
    from soothe.cli.album import Job

    if options["output"] == "-" or folder.suffix[1:] in FORMATS or folder.is_file():
        raise UsageError("An album needs a folder: -o Foot/")
    suffix = Packing(**wishes).kind("").suffix
    several = len({order.sound for order in orders}) > 1
    return [
        Job(
            order,
            folder / f"{stem}{suffix}",
            wishes
            | {"number": f"{number}/{len(orders)}", "note": order.sound or "" if several else ""},
            options["force"],
            options["stems"],
        )
        for number, (order, stem) in enumerate(
            zip(orders, file_stems(orders, options["names"]), strict=True), start=1
        )
    ]


def _line(result: Result) -> str:
    target = result.job.target
    if result.entry is None:
        return f"failed  {target.name}: {result.error}"
    return f"{target}  ({clock(result.entry.seconds)}, {target.stat().st_size / 1e6:.1f} MB)"
