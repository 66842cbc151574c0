"""The list of a hub's Piper voices, `voices.json`: what each is called, how big, and which files.

Nothing in it is trusted with a path on this machine: a file's local name is made from the voice's
id and one of three known endings.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from soothe.errors import UsageError, VoiceError
from soothe.suggest import guess
from soothe.voices.fetch import Remote
from soothe.voices.origin import BrokenError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from soothe.voices.origin import Origin

MODEL, FACTS, CARD = ".onnx", ".onnx.json", ".MODEL_CARD"
"""Endings of a voice's local files after its id."""
_INDEX = "voices.json"
_MOST = 32 * 2**20
"""Bytes beyond which an index is no index."""
_ID = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A voice that can be installed."""

    id: str
    """en_GB-alba-medium."""
    lang: str
    """BCP 47 tag."""
    quality: str
    files: Mapping[str, Remote]
    """By ending: MODEL, FACTS and, where there is one, CARD."""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(remote.size for remote in self.files.values())


def read_index(origin: Origin) -> dict[str, Entry]:
    """Every voice of a hub by id.

    Raises:
        VoiceError: the hub does not answer, or has no such list.
    """
    content = read_small(origin, _INDEX, _MOST)
    try:
        voices = json.loads(content)
        return {id_: entry for id_ in voices if (entry := _entry(id_, voices[id_]))}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise VoiceError(
            f"The list of voices cannot be read ({error!r}). Name another place with --from."
        ) from error


def find_entry(index: Mapping[str, Entry], name: str) -> Entry:
    """A voice by its id, with or without `piper:` in front.

    Raises:
        UsageError: there is none; the text names similar ones.
    """
    id_ = name.removeprefix("piper:")
    if id_ not in index:
        raise UsageError(
            f"There is no voice {id_!r} to install.{guess(id_, index)} "
            "`soothe voices install --list` names them all."
        )
    return index[id_]


def read_small(origin: Origin, path: str, most: int = 1 << 20) -> bytes:
    """A small file, read at once.

    Raises:
        VoiceError: it cannot be had.
    """
    try:
        with origin.open(path, 0) as (file, _):
            return file.read(most)
    except (BrokenError, OSError) as error:
        raise VoiceError(
            f"{path} cannot be fetched: {error}. Try again, or name another place with --from."
        ) from error


def _entry(id_: str, facts: Mapping[str, Any]) -> Entry | None:
    files = dict(_files(facts["files"]))
    if not _ID.fullmatch(id_) or not files.keys() >= {MODEL, FACTS}:
        return None
    lang = facts["language"]["code"].replace("_", "-")
    return Entry(id_, lang, facts["quality"], files)


def _files(files: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Remote]]:
    for path, facts in files.items():
        ending = next((each for each in (FACTS, MODEL) if path.endswith(each)), None)
        if path.endswith("/MODEL_CARD"):
            ending = CARD
        if ending:
            yield ending, Remote(path, int(facts["size_bytes"]), str(facts["md5_digest"]))
