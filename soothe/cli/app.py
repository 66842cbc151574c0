"""The program `soothe`: loads the command that is asked for, and turns errors into exit codes.

Exit codes: 0 ok, 1 failure, 2 usage, 3 errors in a script, 4 a length that cannot be met, 5 a
voice, engine or device that is missing, 6 an album of which tracks failed, 130 interrupted.
"""

from __future__ import annotations

import importlib
import io
import os
import signal
import sys
import warnings
from typing import NoReturn

import click

from soothe.errors import INTERRUPTED, SootheError
from soothe.suggest import suggestion

_COMMANDS = {
    "play": "Play a session now.",
    "tonight": "Play a session that was not heard lately, to fall asleep with.",
    "export": "Save a session as a file for a phone.",
    "pack": "Pack a folder of tracks into a zip file, with their transcripts.",
    "feed": "Write a podcast feed of a folder, or bring it up to date.",
    "send": "Send files to a phone on this network.",
    "card": "Draw the steps of a session as a page to print.",
    "list": "List the sessions.",
    "show": "Show the steps of a session with their times.",
    "sounds": "List the ambient sounds, or hear one.",
    "voices": "List the voices; hear, fetch or remove one.",
    "narrate": "Write down what to read aloud, to hear sessions in your own voice.",
    "check": "Say what in a script would trouble a listener.",
    "new": "Write a script to begin with.",
    "reword": "Change a line of a session that comes with soothe.",
    "schema": "Print the JSON Schema of front matter, for editors.",
    "cache": "Tell how much room kept sound takes, or free it.",
    "history": "Show what was heard on this computer.",
    "inspect": "Prove that a finished track is what it should be.",
    "doctor": "Say what works here, what is missing, and how to mend it.",
}


class _Commands(click.Group):
    """Commands that are imported when asked for, so that every other one starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"soothe.cli.{cmd_name}_").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            raise click.UsageError(
                f"There is no command {name!r}.{suggestion(name, _COMMANDS)}", ctx
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="soothe")
@click.pass_context
def program(ctx: click.Context) -> None:
    """Voice-guided relaxation sessions of exactly the length you ask for.

    \b
    soothe                                   asks what you would like and starts it
    soothe play foot-massage -m 5            plays five minutes now
    soothe export foot-massage -m 10         saves foot-massage-10-min.mp3
    """
    if ctx.invoked_subcommand is None:
        front_door = importlib.import_module("soothe.cli.front_door")
        front_door.welcome(ctx)


def _announce(message: Warning | str, *_: object, **__: object) -> None:
    """Tell what is not as it should be and yet no reason to stop."""
    click.echo(f"soothe: {message}", err=True)


def _open_what_was_closed() -> None:
    """Give a program that was started without an error output one that leads nowhere.

    Otherwise the next file that is opened would take its number, and with it every complaint of a
    library.
    """
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
        os.dup2(sys.stderr.fileno(), 2)


def _write_all_that_is_named() -> None:
    """Let the letters that an output lacks be told by their numbers, as in the error output.

    A name of a file may be no text, and on Windows a pipe may have 250 letters.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _end_when_asked() -> None:
    """Let `kill`, or a terminal that is closed, end the program the way an error would.

    Files that are half written go, and a painted screen is put back. Whoever started the program
    so that it outlives its terminal, as `nohup` does, is heeded.
    """
    signal.signal(signal.SIGTERM, _end)
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
        signal.signal(signal.SIGHUP, _end)


def _end(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def main() -> NoReturn:
    """Run the program and leave with its exit code."""
    code = 0
    _open_what_was_closed()
    _write_all_that_is_named()
    warnings.showwarning = _announce
    _end_when_asked()
    try:
        code = program(standalone_mode=False) or 0
        if sys.stdout:  # None when it was closed before the start
            sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except SootheError as error:
        click.echo(f"soothe: {error}", err=True)
        sys.exit(error.exit_code)
    except click.Abort:  # which click makes of Ctrl-C
        click.echo("\nStopped.", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _drop_output()
        sys.exit(1)
    except OSError as error:
        click.echo(f"soothe: {_of_the_system(error)}", err=True)
        _drop_output()
        sys.exit(1)
    sys.exit(code)


def _of_the_system(error: OSError) -> str:
    """What the system refused, where no command has a better sentence for it."""
    why = error.strerror or str(error)
    if error.filename is None:
        return f"Reading or writing failed: {why}. Look at where the output goes."
    return f"{error.filename} cannot be used: {why}. Name another, or change who may use it."


def _drop_output() -> None:
    """Let what nobody takes go; otherwise Python complains again while it shuts down."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
