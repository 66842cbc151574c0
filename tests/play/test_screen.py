"""The painted screen as text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.play.cells import width
from soothe.play.screen import HELP, NARROWEST, View, bar, render

VIEW = View(
    title="Foot massage",
    step=2,
    steps=4,
    step_title="Left foot: long glides",
    position=70,
    length=300,
    ticks=(4, 40, 140, 250),
    caption="Now stroke slowly from the toes towards the ankle, with both thumbs, "
    "and let the other fingers rest.",
)

WIDE = """\
Foot massage                                                           3:50 left

Step 2 of 4: Left foot: long glides

━┿━━━━━━━━┿━━━━━━━───────────────────┼────────────────────────────┼─────────────

  Now stroke slowly from the toes towards the ankle, with both thumbs, and let
  the other fingers rest.





space pause   ? help   q quit   . longer   , wrap up   n/p step   ←/→ 10 s"""

SMALL = """\
Foot massage                   3:50 left

Step 2 of 4: Left foot: long gli… paused

┿━━━━┿━━━─────────┼──────────────┼──────

  Now stroke slowly from the toes
  towards the ankle, with both thumbs,
  and let the other fingers rest.


space  ?  q  .  ,  n/p  ←/→"""

HELPING = """\
Foot massage                   3:50 left
Step 2 of 4: Left foot: long glides
┿━━━━┿━━━─────────┼──────────────┼──────
space  pause; goes on 2 s earlier
. ,    this step longer; wrap it up
n p r  next, previous, again  ←/→ 10 s
f [ ]  more of this side; a minute -/+
9 0    voice    - +  sound   m  off
c z    captions; calm view   q  quit
space  ?  q  .  ,  n/p  ←/→"""

CALM = """\




                          Rest your foot in your hands.






                                                                        3:50 left"""

NEWS = """\
Foot massage                   3:50 left

Step 2 of 4: Left foot: long glides

┿━━━━┿━━━─────────┼──────────────┼──────

  Now stroke slowly from the toes
  towards the ankle, with both thumbs,
  and let the other fingers rest.


15 s longer."""

JAPANESE = """\
足もみ         3:50 left
Step 2 of 4: 左足
┿━━┿━──────┼────────┼───
  両手で左足を包み、ゆ
  っくり息を吐きます。
space  ?  q  .  ,  n/p …"""


@pytest.mark.parametrize(
    ("view", "size", "golden"),
    [
        (VIEW, (80, 24), WIDE),
        (replace(VIEW, paused=True), (40, 12), SMALL),
        (replace(VIEW, help=True), (40, 12), HELPING),
        (
            replace(VIEW, calm=True, caption="Rest your foot in your hands."),
            (81, 12),
            CALM,
        ),
        (replace(VIEW, note="15 s longer."), (40, 12), NEWS),
        (
            replace(
                VIEW,
                title="足もみ",
                step_title="左足",
                caption="両手で左足を包み、ゆっくり息を吐きます。",
            ),
            (24, 6),
            JAPANESE,
        ),
    ],
)
def test_golden(view, size, golden):
    assert "\n".join(render(view, *size)) == golden


views = st.builds(
    View,
    title=st.text("ab 足", max_size=50),
    step=st.integers(1, 20),
    steps=st.integers(1, 20),
    step_title=st.text("ab 足", max_size=50),
    position=st.floats(0, 4000),
    length=st.floats(1, 3600),
    ticks=st.lists(st.floats(0, 3600), max_size=12).map(tuple),
    caption=st.text("abc 足é", max_size=300),
    paused=st.booleans(),
    help=st.booleans(),
    note=st.text("ab 足", max_size=60),
    captions=st.booleans(),
    calm=st.booleans(),
)


@given(views, st.integers(0, 120), st.integers(0, 40))
def test_it_fits_every_terminal(view, columns, lines):
    rows = render(view, columns, lines)
    assert len(rows) <= lines
    assert all(width(row) <= columns for row in rows)
    assert all(row.isprintable() for row in rows)


@given(views, st.integers(NARROWEST, 120), st.integers(12, 40))
def test_the_bar_and_the_keys_stand_still(view, columns, lines):
    view = replace(view, help=False, calm=False)
    here, there = render(view, columns, lines), render(replace(view, caption="Go."), columns, lines)
    assert len(here) == len(there)
    assert here[:6] == there[:6]
    assert here[-1] == there[-1]


@given(views, st.integers(1, 120))
def test_the_bar_grows_with_the_position(view, columns):
    heavy = sum(cell in "━┿" for cell in bar(view, columns))
    assert len(bar(view, columns)) == columns
    assert heavy == min(columns, int(view.position / view.length * columns))


def test_the_whole_help_fits_a_small_terminal():
    rows = render(replace(VIEW, help=True), 40, 12)
    assert [row for row in rows if row in HELP] == list(HELP)


def test_without_a_title_the_step_stands_first():
    assert render(replace(VIEW, title=""), 80, 24)[0].startswith("Step 2 of 4")


def test_a_caption_too_long_for_the_screen_ends_in_an_ellipsis():
    assert render(replace(VIEW, caption="word " * 100), 40, 12)[-3].endswith("…")
