"""Templates that were compiled before: finding that out takes a tenth of compiling them.

Jinja compiles a script and all that it includes each time a program starts, which would be half of
what the answer to `soothe show` costs. What it made is kept by content. The stamps in it hold the
number of their file, so that number is part of the content.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from soothe.catalogue import cache_folder
from soothe.entry import Entry
from soothe.store import Store, key_of, usable

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

_VERSION = "1"
"""Changes with anything that changes how templates are compiled."""
_MOST_BYTES = 2**25


class CompiledTemplates(BytecodeCache):
    """What Jinja asks before it compiles, and tells afterwards.

    Args:
        number: gives the number of a file in its stamps, and learns its source.
    """

    def __init__(self, number: Callable[[str, str], int]) -> None:
        self._number = number
        self._store = compiled()
        self._grows = False

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """The place of a template, with its code if it was compiled before."""
        file = filename or name
        told = (_VERSION, jinja2.__version__, str(self._number(file, source)), file, source)
        key = key_of(*told)
        bucket = Bucket(environment, key, key)
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is kept, if it was made by this version of Python."""
        facts = self._store.facts(bucket.key)
        if facts:
            bucket.bytecode_from_string(b64decode(facts["code"]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; where that fails, it was compiled all the same."""
        # To look through the store costs more than to find a template; only what grows needs it.
        if not self._grows:
            self._store.shrink()
            self._grows = True
        code = b64encode(bucket.bytecode_to_string()).decode()
        self._store.offer(bucket.key, Entry({"code": code}, ()))


def compiled() -> Store:
    """The store of compiled templates."""
    return Store(usable(cache_folder()) / "templates", "template", _MOST_BYTES)
