"""`soothe voices`: the voices that there are."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby

import click

from soothe.voices import list_voices


@click.command("voices")
@click.option("--lang", help="Only voices of this language: en, de ...")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(*, lang: str | None, as_json: bool) -> None:
    """List the voices by language; any of them goes behind --voice."""
    voices = [voice for voice in list_voices() if lang is None or _speaks(voice.lang, lang)]
    if as_json:
        click.echo(json.dumps([asdict(voice) for voice in voices], ensure_ascii=False, indent=2))
        return
    voices.sort(key=lambda voice: (voice.lang.partition("-")[0], voice.engine, voice.id))
    for language, group in groupby(voices, key=lambda voice: voice.lang.partition("-")[0]):
        click.echo(language or "any language")
        for voice in group:
            click.echo(f"  {voice.id:<32} {voice.name}  ({voice.quality}, {voice.licence})")


def _speaks(tag: str, lang: str) -> bool:
    return not tag or tag.casefold().split("-")[0] == lang.casefold().split("-")[0]
