"""The other side of `soothe.check.searching`: one pattern and text a line, one answer a line."""

from __future__ import annotations

import json
import re
import sys

from soothe.check.searching import SECONDS


def main() -> None:
    """Answer until nobody asks any more."""
    _limit()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(*json.loads(line))) + "\n")
        sys.stdout.flush()


def answer(pattern: str, text: str) -> tuple[str | None, str | None]:
    """What was found, if anything; what is wrong with the pattern, if anything."""
    try:
        match = re.compile(pattern, re.IGNORECASE).search(text)
    except (re.error, OverflowError, RecursionError) as error:
        return None, str(error)
    return match and match[0], None


def _limit() -> None:
    """End even when the program that asked was killed, where the system can see to that."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  unknown to Windows

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 1, SECONDS + 1))


if __name__ == "__main__":
    main()
