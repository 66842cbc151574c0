"""What the README and the docs say is still so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from soothe.cli.app import program

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_command_of_the_readme_exists():
    named = set(re.findall(r"^    soothe ([a-z]+) ", README, re.MULTILINE))
    assert named
    assert named <= set(program.list_commands(None))


def test_every_option_of_the_readme_exists():
    context = program.make_context("soothe", ["export"], resilient_parsing=True)
    export = program.get_command(context, "export")
    known = {name for param in export.params for name in param.opts}
    own = {"--feet", "--help", "--position", "--minutes", "--system"}
    assert set(re.findall(r"`(--[a-z]+)", README)) <= known | own


def test_every_variable_of_the_readme_is_heeded_and_no_other():
    context = program.make_context("soothe", ["export"], resilient_parsing=True)
    heeded = {param.envvar for param in program.get_command(context, "export").params}
    assert set(re.findall(r"`(SOOTHE_[A-Z_]+)`", README)) == heeded - {None}


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
