"""What a licence's name says about giving away and selling."""

from __future__ import annotations

import pytest

from soothe.voices.licences import FREE, UNKNOWN, sharing
from soothe.voices.piper import licence_of


@pytest.mark.parametrize(
    ("licence", "says"),
    [
        ("Public Domain", FREE),
        ("CC0", FREE),
        ("CC0 1.0 Universal", FREE),
        ("MIT", FREE),
        ("Apache 2.0", FREE),
        ("CC BY 4.0", f"{FREE}, naming the voice"),
        ("Creative Commons Attribution 4.0 International", f"{FREE}, naming the voice"),
        ("https://creativecommons.org/licenses/by/4.0/", f"{FREE}, naming the voice"),
        ("CC-BY-SA 4.0", f"{FREE}, naming the voice and under the same licence"),
        ("CC BY-NC-SA 4.0", "files may be given away but not sold"),
        ("Creative Commons NonCommercial", "files may be given away but not sold"),
        ("Blizzard Challenge 2013", "files may not be sold; read the licence before you give"),
        ("for research only", "files may not be sold"),
        ("See URL", UNKNOWN),
        ("", UNKNOWN),
        ("Permission from the speaker", UNKNOWN),
    ],
)
def test_sharing(licence, says):
    assert sharing(licence).startswith(says)


@pytest.mark.parametrize(
    ("card", "licence"),
    [
        ("* License: CC BY 4.0\n", "CC BY 4.0"),
        ("## Dataset\n\n* URL: x\n*  Licence:   Public Domain  \n", "Public Domain"),
        ("**License**: MIT", "MIT"),
        ("This licence is not in a row.", ""),
        ("", ""),
    ],
)
def test_licence_of_a_card(card, licence):
    assert licence_of(card) == licence
