"""Commands below a command, imported when asked for, as their parents are."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click


class Below(click.Group):
    """A group whose subcommands live in files of their own.

    Args:
        below: subcommand to module within `soothe.cli`.
        settings: what any group takes.
    """

    def __init__(self, *, below: dict[str, str], **settings: Any) -> None:  # noqa: ANN401 - click's own shape
        super().__init__(**settings)
        self._below = below

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in order."""
        del ctx
        return list(self._below)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of that name."""
        del ctx
        if cmd_name not in self._below:
            return None
        command: click.Command = import_module(f"soothe.cli.{self._below[cmd_name]}").command
        return command
