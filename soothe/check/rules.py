"""The table of rules. A new rule is a function and a row in the module of its subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.check import breaths, lengths, pacing, safety, sides, sounds, template, wording

if TYPE_CHECKING:
    from soothe.check.rule import Rule

RULES: tuple[Rule, ...] = (
    *safety.RULES,
    *breaths.RULES,
    *sounds.RULES,
    *template.RULES,
    *lengths.RULES,
    *pacing.RULES,
    *wording.RULES,
    *sides.RULES,
)
BY_NAME = {rule.name: rule for rule in RULES}
