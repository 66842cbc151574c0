"""Stems: voice, bed and bells as files of their own that sum to the mix, to be mixed again.

They hold 32 bit floats: rounded to 16 bits, three files would not sum to what the fourth one is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, cast

from soothe.outputs.atomic import replacing_all
from soothe.outputs.guarded import Guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from soothe.model import Stem

STEMS = ("voice", "bed", "bells")
"""What every mix is made of."""

_BLOCK = 1 << 16
_FRAME_BYTES = 8
_MOST_BYTES = 0xFFFFFFFF - 1024
"""What a plain WAV can hold beside its head."""


def write_stems(
    target: Path, stems: Mapping[str, Stem], frames: int, rate: int, *, replace: bool = False
) -> tuple[Path, ...]:
    """Write each stem beside a file: `foot.mp3` gets `foot.voice.wav`, `foot.bed.wav` ...

    Args:
        target: the file that they belong to; it need not exist.
        stems: what is written, by name.
        frames: length of all of them.
        rate: frames per second.
        replace: whether files that are there already may go.

    Raises:
        OutputError: they cannot be written there, or are there already; then none is written.
    """
    paths = stem_paths(target, stems)
    with replacing_all(paths, replace=replace) as fresh:
        for path, stem in zip(fresh, stems.values(), strict=True):
            _write(path, stem, frames, rate)
    return paths


def stem_paths(target: Path, names: Iterable[str]) -> tuple[Path, ...]:
    """Where the stems of a file lie."""
    return tuple(target.with_suffix(f".{name}.wav") for name in names)


def is_stem(path: Path) -> bool:
    """Whether a file is a part of a track and none by itself."""
    return path.suffix == ".wav" and path.stem.rpartition(".")[2] in STEMS


def _write(path: Path, stem: Stem, frames: int, rate: int) -> None:
    # Loaded here, because every export asks what stems are called and few write any.
    import soundfile

    kind = "WAV" if frames * _FRAME_BYTES <= _MOST_BYTES else "RF64"
    with path.open("r+b") as sink:
        guarded = Guarded(sink)
        with soundfile.SoundFile(
            cast("BinaryIO", guarded), "w", rate, 2, "FLOAT", format=kind
        ) as file:
            for start in range(0, frames, _BLOCK):
                file.write(stem.read(start, min(_BLOCK, frames - start)))
                guarded.check()
        guarded.check()
