"""The other side of `soothe.check.searching`: one pattern and text a line, one answer a line."""

from __future__ import annotations

import json
import re
import sys

from soothe.check.searching import SECONDS
from soothe.script.confined import MEMORY, limit


def main() -> None:
    """Answer until nobody asks any more."""
    # It ends even when the program that asked was killed, where the system can see to that.
    limit(MEMORY, SECONDS + 1)
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


if __name__ == "__main__":
    main()
