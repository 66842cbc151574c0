"""Small fitted sessions for the tests of everything that is written about one."""

from __future__ import annotations

from soothe.model import Bell, Pause, Placed, Say, Script, Span, Step, Timeline

RATE = 1000
TITLES = {
    "latin": "Self foot massage",
    "umlauts": "Füße lösen, schön süß",
    "chinese": "足部按摩",
    "arabic": "تدليك القدم",
    "emoji": "Feet 🦶 & <rest>",
}


def session(
    title: str = "Feet", steps: int = 3, name: str = "", each: float = 10.0, rate: int = RATE
) -> tuple[Script, Timeline]:
    """Steps of equal length; in each a sentence, a bell and a pause."""
    parts = tuple(Step(f"s{n}", f"{title} {n + 1}", 1, each, 60, ()) for n in range(steps))
    span = round(each * rate)
    greeting = f"Welcome, {name}." if name else "Welcome."
    placed = []
    for number in range(steps):
        text = f"{greeting} {number + 1} & rest." if number == 0 else f"Now {title}."
        placed += [
            Placed(Say(text), number * span + span // 20, span // 5, number, 0),
            Placed(Bell(), number * span + span * 3 // 10, span // 10, number, 1),
            Placed(Pause(1, 2, 20), number * span + span * 2 // 5, span * 3 // 5, number, 2),
        ]
    script = Script(
        "feet",
        title,
        "en",
        parts,
        cautions=("Stop at any time.",),
        choices=(("name", name), ("first", "left")),
        seed=7,
    )
    spans = tuple(Span(step, number * span, span) for number, step in enumerate(parts))
    return script, Timeline(rate, steps * span, 0, 0, 0, spans, tuple(placed))
