"""Transcripts as files: a page, Markdown, plain text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.outputs.transcript import Section, Transcript

_STYLE = (
    "body{font:1.2rem/1.6 system-ui,sans-serif;max-width:36em;margin:2em auto;padding:0 1em;"
    "color:#222;background:#fffdf9}small{color:#555}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#1b1b1b}small{color:#bbb}}"
)


def txt(transcript: Transcript) -> str:
    """Plain text."""
    blocks = [f"{transcript.title} ({transcript.length})", *_before(transcript)]
    for section in transcript.sections:
        blocks += [f"{section.start}  {section.title} ({section.length})", *section.paragraphs]
    return "\n\n".join(blocks) + "\n"


def md(transcript: Transcript) -> str:
    """Markdown with a heading for each step."""
    blocks = [f"# {transcript.title} ({transcript.length})"]
    blocks += [f"- {_plain(line)}" for line in _before(transcript)]
    for section in transcript.sections:
        blocks.append(f"## {section.start} {_plain(section.title)} ({section.length})")
        blocks += map(_plain, section.paragraphs)
    return "\n\n".join(blocks) + "\n"


def html(transcript: Transcript) -> str:
    """A page that stands alone, with real headings and the language of its text."""
    title = escape(transcript.title)
    before = _list(_before(transcript))
    sections = "\n".join(map(_html_section, transcript.sections))
    return (
        f'<!doctype html>\n<html lang="{escape(transcript.lang)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title} <small>{transcript.length}</small></h1>\n{before}{sections}\n"
        "</main>\n</body>\n</html>\n"
    )


def _before(transcript: Transcript) -> Iterator[str]:
    yield from transcript.needs
    yield from transcript.cautions


def _list(items: Iterable[str]) -> str:
    listed = "".join(f"<li>{escape(item)}</li>\n" for item in items)
    return f"<ul>\n{listed}</ul>\n" if listed else ""


def _html_section(section: Section) -> str:
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in section.paragraphs)
    return (
        f"<section>\n<h2><small>{section.start}</small> {escape(section.title)} "
        f"<small>({section.length})</small></h2>\n{paragraphs}</section>"
    )


def _plain(text: str) -> str:
    """Text in which no character means anything to Markdown."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|" else letter for letter in text)
