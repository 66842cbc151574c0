"""`soothe doctor`: what works here, what is missing, and the line that mends it."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

import click

from soothe.catalogue import library, list_scripts
from soothe.play import check_devices
from soothe.voices import check_engines

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the program and whether it works here."""

    part: str
    ok: bool
    detail: str
    mend: str = ""
    """What to type when it does not work."""


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(*, as_json: bool) -> None:
    """Say what works here, what is missing, and how to mend it."""
    findings = tuple(_findings())
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
        return
    for finding in findings:
        click.echo(f"{'ok     ' if finding.ok else 'missing'}  {finding.part}: {finding.detail}")
        if finding.mend and not finding.ok:
            click.echo(f"         to mend it: {finding.mend}")


def _findings() -> Iterator[Finding]:
    yield Finding("soothe", ok=True, detail=f"{version('soothe')}, Python {_python()}")
    yield Finding("scripts", ok=True, detail=f"{len(list_scripts())} in {library() / 'scripts'}")
    for engine in check_engines():
        yield Finding(f"voice engine {engine.name}", engine.ok, engine.detail, engine.mend)
    for device in check_devices():
        yield Finding(f"player {device.name}", device.ok, device.detail, device.mend)


def _python() -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}"
