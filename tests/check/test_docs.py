"""The documentation of the language and of the checker is whole and true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from soothe.check.rules import RULES
from soothe.check.schema import schema
from soothe.script import header, params
from soothe.script.grammar import AT_LINE_START, CUES
from soothe.script.outline import OPTIONS
from soothe.script.tags import BOUNDARIES

ROOT = Path(__file__).parents[2]
CHECKER = (ROOT / "docs" / "checker.md").read_text(encoding="utf-8")
LANGUAGE = (ROOT / "docs" / "script-language.md").read_text(encoding="utf-8")


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_explained(rule):
    assert f"### {rule.name} ({rule.severity})" in CHECKER
    assert flat(rule.reason) in flat(CHECKER)


def test_no_rule_is_explained_that_there_is_not():
    named = re.findall(r"^### ([\w-]+) ", CHECKER, re.MULTILINE)
    assert named == [rule.name for rule in RULES]


def test_what_reading_finds_is_listed():
    calls = r'(?:error|warning|Problem)\(\s*[^"\n]*?"([a-z]+(?:-[a-z]+)*)",\s'
    misread = r'Misread\("([a-z-]+)"'
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "soothe/script").glob("*.py")]
    named = {name for source in sources for name in re.findall(f"{calls}|{misread}", source)}
    names = {name for pair in named for name in pair if name} - {"error", "warning", "params"}
    assert len(names) > 15
    assert {name for name in names if f"`{name}`" not in CHECKER} == set()


def test_every_cue_has_a_row_with_its_example():
    for spec in CUES:
        assert re.search(rf"^\| {spec.name} \|", LANGUAGE, re.MULTILINE), spec.name
        assert f"`{spec.example}`" in LANGUAGE or f"`{spec.example}`," in LANGUAGE, spec.name
    for example in AT_LINE_START.values():
        assert example in LANGUAGE


def test_every_cue_of_the_table_can_be_read():
    rows = LANGUAGE.partition("## Cues")[2].partition("\n## ")[0]
    examples = re.findall(r"`\[([^`]+)\]`", rows)
    assert len(examples) > 12
    for example in examples:
        assert any(spec.pattern.fullmatch(example) for spec in CUES), example


def test_every_option_of_a_step_is_listed():
    for name in OPTIONS:
        assert re.search(rf"^\| `{name}:", LANGUAGE, re.MULTILINE), name


def test_every_key_and_parameter_is_listed():
    tables = {"params", "words", "lexicon"}
    for name in header._KNOWN:
        assert (f"| `[{name}]` |" if name in tables else f"| `{name} = ") in LANGUAGE, name
    for param in params.RESERVED:
        assert f"| `{param.name}` |" in LANGUAGE, param.name
    for key in params._KEYS:
        assert f"`{key}`" in LANGUAGE, key


def test_ssml_elements_that_part_sentences_are_listed():
    assert all(f"<{name}" in LANGUAGE for name in BOUNDARIES & {"p", "s", "br"})


def test_the_schema_has_the_keys_that_are_read():
    properties = schema()["properties"]
    assert set(properties) == header._KNOWN
    entry = properties["params"]["additionalProperties"]["properties"]
    assert set(entry) == set(params._KEYS)
    assert set(entry["type"]["enum"]) == set(params._CONVERT)
    assert set(properties["params"]["properties"]) == {param.name for param in params.RESERVED}
