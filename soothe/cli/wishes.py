"""The options that say how a session becomes files, shared by every command that saves one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from soothe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from soothe.outputs.packing import Wishes

_BESIDE = {
    "captions": {"vtt": "vtt", "srt": "srt", "lrc": "lrc"},
    "transcript": {"html": "html", "md": "md", "txt": "txt"},
    "chapters": {"json": "chapters.json"},
    "timeline": {"json": "timeline.json", "svg": "timeline.svg"},
}
"""For each option, its values and the endings of the files that they ask for."""

_OPTIONS = (
    click.option("-f", "--force", is_flag=True, help="Replace files that are there."),
    click.option(
        "--format",
        "format_",
        help="mp3, m4a, m4b, opus, flac, wav.  [default: the ending of the file, or mp3]",
    ),
    click.option("--bitrate", type=int, help="Kilobits per second.  [default: 128]"),
    click.option("--vbr", type=click.IntRange(0, 9), help="Variable: 0 is best, 9 smallest."),
    click.option("--small", is_flag=True, help="64 kb/s in one channel, for mail and chat."),
    click.option("--private", is_flag=True, help="Leave your name out of everything written."),
    click.option("--date", default="", help="2026 or 2026-05-01; none is written unless given."),
    click.option("--cover", metavar="FILE", help="A picture of your own, or none."),
    click.option("--cover-beside", is_flag=True, help="The cover beside it too, in 3000 pixels."),
    click.option("--captions", metavar="vtt,srt,lrc", default="", help="Captions beside it."),
    click.option("--transcript", metavar="html,md,txt", default="", help="Its words beside it."),
    click.option("--chapters", metavar="json", default="", help="Chapters beside it."),
    click.option("--timeline", metavar="json,svg", default="", help="All times beside it."),
)


def packing_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that make a packing."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def make_wishes(options: dict[str, Any]) -> Wishes:
    """What the options of a command wish for.

    Raises:
        UsageError: a kind of file that cannot lie beside the sound.
    """
    return {
        "format": options["format_"],
        "bitrate": options["bitrate"],
        "vbr": options["vbr"],
        "small": options["small"],
        "private": options["private"],
        "date": options["date"],
        "cover": options["cover"],
        "cover_beside": options["cover_beside"],
        "beside": tuple(_beside(options)),
    }


def _beside(options: dict[str, Any]) -> Iterator[str]:
    for option, endings in _BESIDE.items():
        for name in filter(None, (part.strip() for part in options[option].split(","))):
            if name not in endings:
                known = ", ".join(endings)
                raise UsageError(f"--{option} {name}: there is none. Choose from {known}.")
            yield endings[name]
