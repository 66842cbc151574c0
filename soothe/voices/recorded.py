"""A person's own voice: recordings in a folder, found by the words of its sheet.

`soothe narrate` makes the sheet and cuts a long take into its lines. Pace, pitch and stress are the
person's own. What was not recorded is an error that names every such line, unless another voice
was asked to fill them in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from soothe.catalogue import typed
from soothe.errors import VoiceError
from soothe.voices.engine import Capabilities, Speech, Utterance, VoiceInfo
from soothe.voices.lexicon import Spoken
from soothe.voices.recording import cut_rests, read_recording
from soothe.voices.sheet import Sheet, read_sheet, words_of
from soothe.voices.speaker import Speaker, check_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.model import Clip, Say

_SHARING = "whoever recorded the voice decides"
_NAMED = 12
"""Missing lines that an error names."""


class RecordedEngine:
    """Recordings beside a sheet; a voice's name is its folder."""

    name = "recorded"
    install = ""
    capabilities = Capabilities(pace=(1.0, 1.0))

    def missing(self) -> None:
        """Nothing: it has no parts."""

    def voices(self) -> tuple[VoiceInfo, ...]:
        """None by itself: any folder can be one."""
        return ()

    def default(self, lang: str) -> None:
        """None: a folder has to be named."""
        del lang

    def voice(self, name: str) -> VoiceInfo:
        """The recordings in a folder.

        Raises:
            UsageError: there is no sheet in it.
        """
        folder = typed(name).resolve()
        sheet = read_sheet(folder)
        size = sum(path.stat().st_size for path in _recordings(folder, sheet))
        return VoiceInfo(
            f"recorded:{folder}",
            f"A person's own voice ({folder.name})",
            "recorded",
            sheet.lang,
            "your own",
            "natural",
            size,
            sharing=_SHARING,
        )

    def fingerprint(self, voice: str) -> str:
        """Changes whenever the sheet or a recording does."""
        folder = Path(voice)
        facts = [(path.name, path.stat()) for path in _recordings(folder, read_sheet(folder))]
        told = repr([(name, status.st_size, status.st_mtime_ns) for name, status in facts])
        return f"recorded {hashlib.sha256(told.encode()).hexdigest()}"

    def speak(self, utterance: Utterance) -> Speech:
        """What was recorded for these words, without the rests around it.

        Raises:
            UsageError: there is no sheet.
            VoiceError: there is no such recording, or it is no sound.
        """
        folder = Path(utterance.voice)
        row = read_sheet(folder).find(utterance.text)
        if row is None or not (folder / row.file).is_file():
            raise VoiceError(f"{utterance.text!r} is not recorded in {folder}.")
        samples, rate = read_recording(folder / row.file)
        return Speech(cut_rests(samples, rate), rate)

    def close(self) -> None:
        """Nothing to let go of."""


@dataclass
class Narrator(Speaker):
    """A person's recordings at work, with another voice for what is missing if one was named."""

    fill: Speaker | None = None

    def speak(self, says: Iterable[Say]) -> Iterator[tuple[Say, Clip]]:
        """As any speaker does; what was not recorded comes from the other voice.

        Raises:
            UsageError: a sentence without a word in it.
            VoiceError: lines are missing and nobody fills them; the text names them.
        """
        wanted = tuple(dict.fromkeys(says))
        for say in wanted:
            check_words(say)
        absent = dict.fromkeys(_absent(wanted, self._folder))
        if absent and self.fill is None:
            raise VoiceError(_missing(tuple(absent), self._folder))
        filled = self.fill.speak(absent) if self.fill else iter(())
        own = super().speak([say for say in wanted if say not in absent])
        for say in wanted:
            yield next(filled if say in absent else own)

    def close(self) -> None:
        """End both voices."""
        super().close()
        if self.fill:
            self.fill.close()

    @property
    def _folder(self) -> Path:
        return Path(self.voice.id.partition(":")[2])

    def _respelt(self, say: Say) -> Spoken:
        """As written: a person needs no respelling."""
        return Spoken(say.text)


def _absent(says: Iterable[Say], folder: Path) -> Iterator[Say]:
    sheet = read_sheet(folder)
    there = {path.name for path in _recordings(folder, sheet)}
    rows = sheet.by_words()
    for say in says:
        row = rows.get(words_of(say.text))
        if row is None or row.file not in there:
            yield say


def _missing(says: tuple[Say, ...], folder: Path) -> str:
    named = "\n".join(f"  {say.text}" for say in says[:_NAMED])
    more = f"\n  and {len(says) - _NAMED} more" if len(says) > _NAMED else ""
    count = "1 line is" if len(says) == 1 else f"{len(says)} lines are"
    return (
        f"{count} not recorded in {folder}:\n{named}{more}\n"
        "Record them (soothe narrate lists them all), or let another voice say them: --fill espeak"
    )


def _recordings(folder: Path, sheet: Sheet) -> list[Path]:
    return [path for row in sheet.rows if (path := folder / row.file).is_file()]
