"""`soothe voices`: the voices that there are; below it, how to hear, fetch and remove one."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

import click

from soothe.cli.below import Below

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soothe.voices import VoiceInfo

_BELOW = {
    "preview": "voices_preview_",
    "install": "voices_install_",
    "remove": "voices_remove_",
}
_QUALITIES = {"natural": "natural", "system": "system", "plain": "plain", "none": "silent"}


@click.group("voices", cls=Below, below=_BELOW, invoke_without_command=True)
@click.option("--lang", help="Only voices of this language: en, de ...")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def command(ctx: click.Context, *, lang: str | None, as_json: bool) -> None:
    """List the voices by language; any of them goes behind --voice.

    \b
    soothe voices --lang en
    soothe voices preview espeak:en-us+Nguyen
    soothe voices install --list --lang en      natural voices that can be fetched
    soothe voices install en_GB-alba-medium
    """
    if ctx.invoked_subcommand is not None:
        return
    from soothe.voices import list_voices

    voices = [voice for voice in list_voices() if speaks(voice.lang, lang)]
    if as_json:
        click.echo(json.dumps([asdict(voice) for voice in voices], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(voices)))


def speaks(tag: str, lang: str | None) -> bool:
    """Whether a voice of a tag is one for a language; one without a tag speaks any."""
    if not tag or lang is None:
        return True
    return tag.casefold().split("-")[0] == lang.casefold().split("-")[0]


def megabytes(size: int | None) -> str:
    """A size for people: "63 MB"; a dash where it is not known."""
    return "-" if size is None else f"{max(size / 1e6, 0.1):.{0 if size >= 1e6 else 1}f} MB"  # noqa: PLR2004 - a million bytes


def _lines(voices: Sequence[VoiceInfo]) -> Iterator[str]:
    voices = sorted(voices, key=lambda voice: (_language(voice), voice.engine, voice.id))
    ids = max((len(voice.id) for voice in voices), default=0)
    names = max((len(voice.name) for voice in voices), default=0)
    for language, group in groupby(voices, key=_language):
        yield language or "any language"
        for voice in group:
            facts = f"{_QUALITIES.get(voice.quality, voice.quality):<8} {megabytes(voice.size):>7}"
            yield f"  {voice.id:<{ids}}  {voice.name:<{names}}  {facts}  {voice.licence}".rstrip()
    yield ""
    for licence, allowed in sorted({(voice.licence, voice.sharing) for voice in voices}):
        yield f"{licence or 'no licence told'}: {allowed or 'not known what it allows'}"
    if not any(voice.quality == "natural" for voice in voices):
        yield "Natural voices can be fetched: soothe voices install --list"


def _language(voice: VoiceInfo) -> str:
    return voice.lang.partition("-")[0]
