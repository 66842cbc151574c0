"""Bare `soothe`: what was answered last is offered again, whatever became of it."""

from __future__ import annotations

import pytest

from soothe.cli import front_door


@pytest.mark.parametrize(
    "kept", ['{"minutes": 7}', '{"minutes": "long"}', '{"sound": []}', '{"script": "gone"}', "[]"]
)
def test_last_answers_that_were_edited_by_hand_stop_nobody(kept, tmp_path, monkeypatch):
    state = tmp_path / "last-answers.json"
    monkeypatch.setattr(front_door, "_state", lambda: state)
    state.write_text(kept, encoding="utf-8")
    monkeypatch.setattr(front_door.click, "prompt", lambda _, default, **__: default)
    answers = front_door._ask(front_door._remembered())
    assert (answers.sound, answers.ending) == ("rain", "get-up")


def test_a_script_that_cannot_be_read_hides_no_other(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("soothe.catalogue.user_library", lambda: tmp_path)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "mine.md.j2").write_text("no front matter", encoding="utf-8")
    monkeypatch.setattr(front_door.click, "prompt", lambda _, default, **__: default)
    assert front_door._ask(front_door.Answers()).script == "foot-massage"
    assert "mine is left out" in capsys.readouterr().err
