"""A stand-in for the command `say` of macOS, for machines that are none."""

from __future__ import annotations

import sys

ROWS = """\
Albert              en_US    # Hello! My name is Albert.
Daniel              en_GB    # Hello! My name is Daniel.
Eddy (English (UK)) en_GB    # Hello! My name is Eddy.
Eddy (Chinese (China mainland)) zh_CN    # \u4f60\u597d\uff01\u6211\u53ebEddy\u3002
Fiona               en-scotland # Hello, my name is Fiona. # I speak Scottish.
Zoe (Premium)       en_US    # Hello! My name is Zoe.
Samantha            en_US    # Hello! My name is Samantha.
Allison (Enhanced)  en_US    # Hello! My name is Allison.
Anna                de_DE    # Hallo! Ich hei\u00dfe Anna.
Majed               ar_001   # \u0645\u0631\u062d\u0628\u0627!
"""
"""As the Mac lists its voices: names with spaces and brackets, one blank or many after them."""

_COMMAND = r"""#!{python} -S
import json, math, re, struct, sys
sys.path[:0] = {path!r}
from soothe.voices.estimate import estimate
arguments, text = sys.argv[1:], ""
rows = open({rows!r}, encoding="utf-8").read()
if arguments == ["-v", "?"]:
    sys.stdout.buffer.write(rows.encode())
    raise SystemExit
text = sys.stdin.buffer.read().decode("utf-8")
json.dump([arguments, text], open({told!r}, "w"))
voice, rate, path = (arguments[arguments.index(flag) + 1] for flag in ("-v", "-r", "-o"))
if not any(row.startswith(voice + " ") for row in rows.splitlines()):
    raise SystemExit("Voice `" + voice + "' not found.")
if "fail" in text:
    raise SystemExit("say: no, thank you")
seconds = 0 if "nothing" in text else estimate(text, int(rate) / 135)
second = b"".join(struct.pack("<f", math.sin(n / 9) / 2) for n in range(22050))
rest = bytes(4 * 6615)
sound = rest + (second * (int(seconds) + 1))[: 4 * round(seconds * 22050)] + rest
if seconds:
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 3, 1, 22050, 88200, 4, 32)
    head = struct.pack("<4sI4s", b"RIFF", 4 + len(form) + 8 + len(sound), b"WAVE")
    open(path, "wb").write(head + form + struct.pack("<4sI", b"data", len(sound)) + sound)
"""


def put_say(folder):
    """Puts the command into a folder; returns where it writes what it was told last."""
    rows, told, command = (folder / name for name in ("rows", "told", "say"))
    rows.write_text(ROWS, "utf-8")
    command.write_text(
        _COMMAND.format(python=sys.executable, path=sys.path, rows=str(rows), told=str(told)),
        "utf-8",
    )
    command.chmod(0o755)
    return told
