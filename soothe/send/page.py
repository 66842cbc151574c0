"""The page that the phone sees: a player and a button for each track."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from soothe.send.offer import Offer, Offered

_STYLE = (
    "body{font:1.2rem/1.5 system-ui,sans-serif;max-width:34em;margin:1.5em auto;padding:0 1em;"
    "color:#222;background:#fffdf9}li{margin:0 0 1.5em}ul{list-style:none;padding:0}"
    "audio{width:100%}a.get{display:inline-block;padding:.6em 1em;border-radius:.5em;"
    "background:#1f5663;color:#fff;text-decoration:none}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#1b1b1b}a{color:#9cc3ae}}"
)


def address(number: int, file: Offered) -> str:
    """Where a file is, from the page."""
    return f"{number}/{quote(file.path.name, safe='')}"


def page(offer: Offer) -> str:
    """The page of an offer."""
    items = "\n".join(_item(number, file) for number, file in enumerate(offer.files))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>soothe</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>For this phone</h1>\n<ul>\n{items}\n</ul>\n</main>\n</body>\n</html>\n"
    )


def _item(number: int, file: Offered) -> str:
    name, link = escape(file.path.name), escape(address(number, file))
    if not file.wanted:
        return f'<li><a href="{link}" download="{name}">{name}</a></li>'
    player = f'<audio controls preload="none" src="{link}"></audio>' if file.is_sound else ""
    size = f"{file.size / 1e6:.1f} MB"
    return (
        f"<li><h2>{name}</h2>{player}\n"
        f'<p><a class="get" href="{link}" download="{name}">Save ({size})</a></p></li>'
    )
