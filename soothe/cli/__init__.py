"""The command line: one file per command, and the only place that prints."""

from soothe.cli.app import main

__all__ = ["main"]
