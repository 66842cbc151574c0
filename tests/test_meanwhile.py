"""Work beside other work: its result or its error, and no waiting for what nobody wants."""

from __future__ import annotations

import subprocess
import sys
from threading import Event

import pytest

from soothe.meanwhile import meanwhile


def test_it_goes_on_while_something_else_is_done():
    here = Event()
    begun = meanwhile(lambda: here.wait(10))
    here.set()
    assert begun.result(10)


def test_an_error_comes_where_the_result_is_asked_for():
    begun = meanwhile(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        begun.result(10)


def test_a_program_ends_without_it():
    program = (
        "import time; from soothe.meanwhile import meanwhile; meanwhile(lambda: time.sleep(600))"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
