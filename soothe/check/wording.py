"""Rules about sentences: short, plain, true, readable as captions, and not the same twice."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from soothe.check.rule import Finding, Rule
from soothe.check.study import word_count
from soothe.outputs.captions import LINE, LINES, LONGEST, balanced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.check.study import Study

AWAKE, LATE = 12, 9
"""Words of a sentence."""
EVERY = 40
"""Words among which one soft word may stand."""
CHAPTER = 40
"""Characters of a chapter's title."""


def long_sentence(study: Study) -> Iterator[Finding]:
    """Sentences with more words than can be kept in mind."""
    for sentence in study.sentences:
        most = LATE if sentence.late else AWAKE
        if sentence.words > most and not (sentence.safety or sentence.shown):
            message = (
                f"{_quoted(sentence.text)} has {sentence.words} words; {most} are as many as"
                " can be followed here. Make two sentences of it."
            )
            yield Finding(sentence.place, message)


def soft_words(study: Study) -> Iterator[Finding]:
    """Soft words that come too often to be heard."""
    # Combinations share most of their sentences.
    is_soft = cache(study.lexis.soft.search)
    for case in study.cases:
        says = list(case.script.says())
        words = sum(word_count(say.text) for say in says)
        soft = [say for say in says if is_soft(say.text)]
        if len(soft) > 1 and len(soft) * EVERY > words:
            found = ", ".join(sorted({_soft(study, say.text) for say in soft}))
            message = (
                f"{found}: {len(soft)} times in {words} words; once in {EVERY} is enough."
                " Let the sentence itself be gentle."
            )
            yield Finding(soft[-1].place, message)


def claim(study: Study) -> Iterator[Finding]:
    """Promises that no evidence carries."""
    for sentence in study.sentences:
        for known in study.lexis.claims:
            match = known.find.search(sentence.text)
            if match and not sentence.safety:
                yield Finding(sentence.place, f"{_quoted(match[0])} promises too much. {known.say}")


def caption(study: Study) -> Iterator[Finding]:
    """Sentences that need more than one caption."""
    for sentence in study.sentences:
        # One line needs no balance.
        wide = len(sentence.text) > LINE and max(map(len, balanced(sentence.text, LINES))) > LINE
        if not sentence.shown and (wide or sentence.seconds > LONGEST):
            what = (
                f"needs more than {LINES} lines of {LINE} characters"
                if wide
                else f"takes {sentence.seconds:.1f} s, longer than the {LONGEST:g} s of a caption"
            )
            message = f"{_quoted(sentence.text)} {what}. Make two sentences of it."
            yield Finding(sentence.place, message)


def chapter_title(study: Study) -> Iterator[Finding]:
    """Titles of steps that are too long or not the only ones of their name."""
    for case in study.cases:
        titles = Counter(step.title for step in case.script.steps)
        for step in case.script.steps:
            if titles[step.title] > 1:
                message = f"Two steps are called {step.title!r}. Give each its own title."
                yield Finding(step.place, message)
            if len(step.title) > CHAPTER:
                message = (
                    f"The title {step.title!r} has {len(step.title)} characters; a chapter shows"
                    f" {CHAPTER}. Shorten it."
                )
                yield Finding(step.place, message)


def same_wording(study: Study) -> Iterator[Finding]:
    """Choices of wording that offer the same words twice."""
    for group in study.groups:
        seen: set[str] = set()
        for text, place in group:
            words = " ".join(re.findall(r"[^\W_]+|[\[\]{}.?!]+", text.casefold()))
            if words in seen:
                message = f"{_quoted(text)} is offered twice. Write another wording, or one less."
                yield Finding(place, message)
            seen.add(words)


def _soft(study: Study, text: str) -> str:
    match = study.lexis.soft.search(text)
    return match[0].lower() if match else ""


def _quoted(text: str) -> str:
    return f'"{" ".join(text.split())}"'


RULES = (
    Rule(
        "long-sentence",
        "warning",
        long_sentence,
        "Nobody can listen back. Awake people follow twelve words, drowsy ones nine.",
        of="both",
    ),
    Rule(
        "soft-words",
        "warning",
        soft_words,
        'What is said to be gentle in every sentence no longer is. "Gently" and "allow" wear out'
        " first.",
        of="both",
    ),
    Rule(
        "claim",
        "error",
        claim,
        "People act on what a calm voice promises them. What no study carries is not said.",
        of="both",
    ),
    Rule(
        "caption",
        "warning",
        caption,
        "Who reads along has two lines of 42 characters and seven seconds.",
        of="both",
    ),
    Rule(
        "chapter-title",
        "warning",
        chapter_title,
        "Titles become the chapters by which people find their way; phones cut long ones off.",
        of="both",
    ),
    Rule(
        "same-wording",
        "warning",
        same_wording,
        "Variants are there so that ten evenings do not sound alike; the same words twice are a"
        " slip.",
    ),
)
