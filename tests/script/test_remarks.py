"""What a chatbot says about its text is not a part of the session."""

from __future__ import annotations

import pytest

from tests.script.test_plain import read, said, warned

ABOUT = "Sure! Here's a **9-minute** guided meditation script for you: \U0001f60a"
BELOW = "Let me know if you'd like me to adjust the length! \U0001f64f"


@pytest.mark.parametrize(
    "text",
    [
        f"{ABOUT}\n\n---\n\n# Calm\n\n**Duration:** 9\n**Tone:** soft\n\nRest.\n\n---\n\n{BELOW}",
        f"{ABOUT}\n\n# Calm\nDuration: 9 minutes\n\nRest.\n***\n{BELOW}\n\n",
        f"{ABOUT}\n\n# Calm\nDuration: 9\n\nRest.\n---\nLet me know if you'd like any changes!",
        f"{ABOUT}\n\n# Calm\nDuration: 9\n\nRest.\n---\nWould you like me to modify it?",
        "Hier ist deine Übung:\n\nTitle: Calm\nDauer: 9\n\nRest.\n___\n> Soll ich sie anpassen?",
    ],
)
def test_it_is_left_out_with_a_warning(text: str) -> None:
    script = read(text)
    assert script.title == "Calm"
    assert [step.title for step in script.steps] == ["Calm"]
    assert said(text) == ["Rest."]
    last = len(text.rstrip().split("\n"))
    assert [problem.place.line for problem in script.warnings] == [1, last]
    assert "said to you and not to a listener" in script.warnings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Here is a story.\n\nRest.\n\nGo on.",
        "Here is a place of calm:\n\n# Calm\nRest.",
        "Here is your meditation: lie down.\nRest.\nGo on.",
        "Rest.\n\nStay.\n\nLet me know, or let it be a new version of you.",
        "Rest.\n\n---\n\nIf you want, stay here longer.",
        "Here is a story:",
    ],
)
def test_words_for_a_listener_stay(text: str) -> None:
    assert not warned(text)
    first = next(line for line in text.split("\n") if line)
    assert said(text)[0].startswith(first[:4])
