"""What other programs read in soothe's files: title, chapters, picture, words, length.

    python benchmarks/readers.py [--long]

Titles in five scripts, with 1, 20 and 200 chapters, for 3 minutes in every format; with `--long`
MP3 and M4B of 8 hours as well. Each cell says `all`, or what the reader read otherwise; `-` is a
reader that does not know the format. Readers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from soothe.model import Placed, Say, Script, Span, Step, Timeline
from soothe.outputs.cover import cover
from soothe.outputs.formats import FORMATS, find_format
from soothe.outputs.labels import label
from soothe.outputs.recording import Recording
from soothe.outputs.write import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from soothe.outputs.tags import Tags

RATE = 48_000
TITLES = (
    "Self foot massage",
    "Füße lösen, schön süß",
    "足部按摩",
    "تدليك القدم",
    "Feet 🦶 & <rest>",
)
CHAPTERS = (1, 20, 200)
SHORT, LONG = 180, 8 * 3600
CLOSE = 0.05
"""Seconds by which a length may differ: encoders pad to whole frames."""


@dataclass(frozen=True)
class Seen:
    """What a reader saw; None: it does not read such things."""

    title: str | None = None
    seconds: float | None = None
    chapters: list[tuple[int, str]] | None = None
    """(milliseconds, title)."""
    picture: bool | None = None
    words: bool | None = None
    """Whether the lyrics are there."""
    faults: str = ""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true", help="MP3 and M4B of 8 hours too")
    lengths = [(SHORT, FORMATS)] + [(LONG, ("mp3", "m4b"))] * parser.parse_args().long
    print("| format | length | chapters | title |" + "".join(f" {name} |" for name in READERS))
    print("|---|---|---|---|" + "---|" * len(READERS))
    with tempfile.TemporaryDirectory() as folder:
        for seconds, names in lengths:
            for name, count, title in product(names, CHAPTERS, TITLES):
                if seconds == SHORT or title == TITLES[count % 5]:
                    path = Path(folder) / f"a.{name}"
                    tags = make(path, title, count, seconds)
                    cells = (judged(read, path, tags, seconds) for read in READERS.values())
                    print(f"| {name} | {seconds} s | {count} | {title} | {' | '.join(cells)} |")


def make(path: Path, title: str, count: int, seconds: int) -> Tags:
    """A silent track with everything that can be in one."""
    each = seconds * RATE // count
    steps = [Step(f"s{n}", f"{title} {n + 1}", 1, 1, 1, ()) for n in range(count)]
    spans = tuple(Span(step, n * each, each) for n, step in enumerate(steps))
    says = tuple(Placed(Say(f"{title}, {n}."), n * each, 100, n, 0) for n in range(count))
    script = Script("feet", title, "en", tuple(steps), cautions=("Stop at any time.",), seed=7)
    timeline = Timeline(RATE, each * count, 0, 0, 0, spans, says)
    tags = label(script, timeline, number="3/12", date="2026-05-01", cover=cover(script, 300))
    silence = Recording(lambda _, n: np.zeros((n, 2), np.int16), each * count, RATE)
    write_file(path, silence, tags, find_format(path.suffix), replace=True)
    return tags


def judged(read: Callable[[Path], Seen | None], path: Path, tags: Tags, seconds: float) -> str:
    """What the reader read otherwise than it was meant."""
    seen = read(path)
    return "-" if seen is None else ", ".join(differing(seen, tags, seconds)) or "all"


def differing(seen: Seen, tags: Tags, seconds: float) -> Iterator[str]:
    if seen.faults:
        yield seen.faults
    if seen.title not in {None, tags.title}:
        yield f"title {seen.title!r}"
    if seen.seconds is not None and abs(seen.seconds - seconds) > CLOSE:
        yield f"{seen.seconds:.3f} s"
    wanted = [(round(each.start * 1000 / RATE), each.title) for each in tags.chapters]
    if seen.chapters is not None and seen.chapters != wanted:
        late = [f"{a} for {b}" for a, b in zip(seen.chapters, wanted, strict=False) if a != b]
        yield f"{len(seen.chapters)} chapters, {late[:1]}"
    if seen.picture is False:
        yield "no picture"
    if seen.words is False:
        yield "other words"


def ffprobe(path: Path) -> Seen:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_chapters"]
    found = told([*command, "-show_streams", str(path)])
    sound = next(each for each in found["streams"] if each["codec_type"] == "audio")
    tags = lowered(sound.get("tags", {})) | lowered(found["format"].get("tags", {}))
    return Seen(
        tags.get("title", ""),
        float(found["format"]["duration"]),
        [(round(float(c["start_time"]) * 1000), c["tags"]["title"]) for c in found["chapters"]],
        any(each["codec_type"] == "video" for each in found["streams"]),
        any("Stop at any time." in text for name, text in tags.items() if "lyrics" in name),
    )


def mediainfo(path: Path) -> Seen:
    tracks = told(["mediainfo", "--Output=JSON", str(path)])["media"]["track"]
    general = tracks[0]
    menus = [each["extra"] for each in tracks if each["@type"] == "Menu"]
    chapters = [
        (milliseconds(name), text.partition(":")[2] if text[2:3] == ":" else text)
        for name, text in (menus[0].items() if menus else ())
        if name.startswith("_")
    ]
    return Seen(
        general.get("Title", ""),
        float(general["Duration"]),
        chapters if menus else None,
        general.get("Cover") == "Yes",
    )


def mutagen(path: Path) -> Seen:
    import mutagen

    file = mutagen.File(path)
    tags, id3 = file.tags, path.suffix in {".mp3", ".wav"}
    if id3:
        chapters = sorted((c.start_time, str(c.sub_frames["TIT2"])) for c in tags.getall("CHAP"))
        picture, words = tags.getall("APIC"), tags.getall("USLT")[0].text
        title = str(tags["TIT2"])
    elif path.suffix in {".m4a", ".m4b"}:
        chapters = [(round(each.start * 1000), each.title) for each in file.chapters]
        picture, words, title = tags.get("covr"), tags["\xa9lyr"][0], tags["\xa9nam"][0]
    else:
        names = [name for name in sorted(tags.keys()) if name.endswith("name")]
        chapters = [(milliseconds(tags[name[:-4]][0]), tags[name][0]) for name in names]
        picture = getattr(file, "pictures", None) or tags.get("metadata_block_picture")
        words, title = tags["lyrics"][0], tags["title"][0]
    known = None if path.suffix == ".wav" else chapters
    return Seen(title, file.info.length, known, bool(picture), "Stop at any time." in words)


def eyed3(path: Path) -> Seen | None:
    if path.suffix != ".mp3":
        return None
    import eyed3

    eyed3.log.setLevel(logging.ERROR)
    found = eyed3.load(path)
    listed = [
        found.tag.chapters.get(each) for each in found.tag.table_of_contents[b"toc"].child_ids
    ]
    return Seen(
        found.tag.title,
        found.info.time_secs,
        [(each.times.start, each.title) for each in listed],
        bool(found.tag.images),
        "Stop at any time." in found.tag.lyrics[0].text,
    )


def mp3val(path: Path) -> Seen | None:
    """It reads no texts, but every frame."""
    if path.suffix != ".mp3":
        return None
    run = subprocess.run(["mp3val", str(path)], capture_output=True, check=False, text=True)
    wrong = [line for line in run.stdout.splitlines() if line.startswith(("WARNING", "ERROR"))]
    return Seen(faults="; ".join(wrong))


def told(command: list[str]) -> dict[str, Any]:
    run = subprocess.run(command, capture_output=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def lowered(tags: dict[str, str]) -> dict[str, str]:
    return {name.lower(): text for name, text in tags.items()}


def milliseconds(clock: str) -> int:
    """Of `00:01:02.345`, or `_00_01_02_345` as mediainfo has it."""
    parts = clock.lstrip("_").replace(":", "_").replace(".", "_").split("_")
    hours, minutes, seconds, rest = map(int, parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def has(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


READERS = {
    read.__name__: read
    for read, there in (
        (ffprobe, shutil.which("ffprobe")),
        (mediainfo, shutil.which("mediainfo")),
        (mutagen, has("mutagen")),
        (eyed3, has("eyed3")),
        (mp3val, shutil.which("mp3val")),
    )
    if there
}

if __name__ == "__main__":
    main()
