"""`soothe schema`: what editors need to help with front matter."""

from __future__ import annotations

import json

import click

from soothe.check.schema import schema


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a script's front matter.

    \b
    soothe schema > soothe.schema.json
    Then, as the first line of the front matter: #:schema ./soothe.schema.json
    """
    click.echo(json.dumps(schema(), indent=2))
