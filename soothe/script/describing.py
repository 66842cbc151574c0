"""What a script says about itself, read without rendering it: all that a list of scripts needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.script.header import is_plain, read_header, read_source
from soothe.script.source import Findings

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.script.header import Header


def describe(path: Path) -> Header:
    """The front matter of a script, or the head of a plain text.

    Raises:
        UsageError: the file cannot be read.
        ScriptError: the front matter has errors.
    """
    source = read_source(path)
    if is_plain(path, source):
        from soothe.script.plain_text import describe_plain

        return describe_plain(path, source)
    findings = Findings()
    header = read_header(path, source, findings)
    findings.settle()
    return header
