"""Scripts of unknown origin: the same words from a process of their own, within limits."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from soothe.errors import ScriptError
from soothe.model import Choices
from soothe.script import apart, child, confined, load
from tests.script.writing import FRONT, HEADING, TEST, read, spoken

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.model import Script

FULL = FRONT.replace(
    "\n+++\n",
    '\n[params]\ntools = { type = "list", of = ["a", "b"] }\nn = { type = "number" }\n+++\n',
)
BODY = (
    HEADING
    + "{% for s in sides('foot') %}\n{{ name }}, {{ s.the }} {slow|calm}.\n{% endfor %}\n"
    + "{{ length | spoken }}, {{ 'b' in tools }}, {{ tools == ('b',) }}, {{ n }}.\n"
)


def stranger(tmp_path: Path, body: str, front: str = FRONT) -> Script:
    path = tmp_path / "stranger.md.j2"
    path.write_text(front + body, encoding="utf-8")
    return load(path, Choices())


def refusal(tmp_path: Path, body: str) -> str:
    with pytest.raises(ScriptError) as caught:
        stranger(tmp_path, body)
    (problem,) = caught.value.problems
    assert problem.rule == "limits"
    return problem.message


def test_a_stranger_says_the_same_as_a_friend(tmp_path: Path) -> None:
    values = {"name": "Zoë [x]", "tools": "b", "n": 2}
    choices = {"values": values, "seed": 5, "seconds": 90.0}
    friend = read(BODY, front=FULL, **choices)
    far = read(BODY, front=FULL, path=tmp_path / "test.md.j2", **choices)
    assert spoken(far) == spoken(friend)
    assert spoken(far)[-1] == "one and a half minutes, True, True, 2."
    assert far.steps == friend.steps


def test_a_strangers_errors_have_their_places(tmp_path: Path) -> None:
    with pytest.raises(ScriptError) as caught:
        stranger(tmp_path, HEADING + "Hi {{ nam }}.")
    (problem,) = caught.value.problems
    assert (problem.rule, problem.place.line, problem.place.column) == ("undefined", 6, 7)
    assert problem.place.file == str(tmp_path / "stranger.md.j2")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_endless_memory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScriptError) as caught:
        stranger(tmp_path, HEADING + "Now {{ 'x' * (10 ** 9) }}")
    (problem,) = caught.value.problems
    assert problem.message == "This asks for more memory than a script may have."
    assert problem.place.line == 6


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, HEADING + "{{ 'word ' * 1000000 }}")
    assert "characters of text" in message
    assert "neither soothe's own nor in your scripts folder" in message


def test_endless_time_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    loops = "".join(f"{{% for i{n} in range(99999) %}}" for n in range(3))
    assert "takes longer than 1 seconds" in refusal(
        tmp_path, f"{HEADING}{loops}{'{% endfor %}' * 3}"
    )


def test_a_child_that_dies_without_a_word_is_named_by_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\nexit 7\n", encoding="utf-8")
    silent.chmod(0o755)
    if sys.platform == "win32":
        silent = silent.rename(tmp_path / "silent.bat")
        silent.write_text("@exit /b 7\n", encoding="utf-8")
    monkeypatch.setattr(sys, "executable", str(silent))
    assert "ended with code 7" in refusal(tmp_path, HEADING + "Rest.")


def test_the_child_answers_an_order(monkeypatch: pytest.MonkeyPatch) -> None:
    order = {"path": str(TEST), "source": FRONT + HEADING + "Rest {{ x }}.", "seconds": 60.0}
    values = {"ending": "get-up", "words": "full", "name": "", "first": "left", "feet": "both"}
    limits: list[tuple[int, int]] = []
    monkeypatch.setattr(child, "expire", lambda seconds: limits.append((0, seconds)))
    monkeypatch.setattr(child, "limit", lambda memory, seconds: limits.append((memory, seconds)))
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({**order, "rows": [values]})))
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    child.main()
    answer = json.loads(sys.stdout.getvalue())
    (row,) = answer["rows"]
    assert row["text"] == ""
    assert answer["sources"][str(TEST)].endswith(HEADING + "Rest {{ x }}.")
    assert [problem[4] for problem in row["problems"]] == ["undefined"]
    assert limits == [(0, apart.SECONDS + 1), (apart.MEMORY, apart.SECONDS)]


def test_a_child_that_was_left_alone_ends_itself() -> None:
    endless = "from soothe.script.confined import expire\nexpire(0.01)\nwhile True: pass"
    assert subprocess.run([sys.executable, "-c", endless], check=False).returncode == 1


def test_a_watch_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[float, bool]] = []

    def start(watch: confined.Timer) -> None:
        started.append((watch.interval, watch.daemon))

    monkeypatch.setattr(confined.Timer, "start", start)
    confined.expire(7.0)
    assert started == [(7.0, True)]


def test_limits_are_set_where_the_system_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no such limits")
    asked: dict[int, tuple[int, int]] = {}

    def refuse_the_first(kind: int, bounds: tuple[int, int]) -> None:
        if kind == resource.RLIMIT_AS:
            raise ValueError("as macOS does")
        asked[kind] = bounds

    monkeypatch.setattr(resource, "setrlimit", refuse_the_first)
    confined.limit(100, 7)
    assert asked == {resource.RLIMIT_CPU: (7, 7)}
    monkeypatch.setattr(sys, "platform", "win32")
    confined.limit(200, 8)
    assert asked == {resource.RLIMIT_CPU: (7, 7)}


def test_the_child_refuses_too_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "CHARACTERS", 3)
    values = {"ending": "get-up", "words": "full", "name": "", "first": "left", "feet": "both"}
    order = {"path": str(TEST), "source": FRONT + HEADING, "seconds": 60.0, "rows": [values]}
    with pytest.raises(MemoryError, match="characters of text"):
        child.answer(order)
