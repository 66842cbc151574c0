"""The cover: a calm evening of hills under a low sun, with the title.

The mood gives the colours and the script's name the shape of the hills, so that every session keeps
its picture. It is the same on every computer, because the letters are its own. A picture of one's
own takes its place.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from PIL import Image, ImageOps

from soothe.errors import UsageError
from soothe.outputs.lettering import draw_title

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, TypeAlias

    import numpy.typing as npt

    Plane: TypeAlias = npt.NDArray[np.floating[Any]]

_MOODS = {
    "settle": ("#1f5663", "#9cc3ae", "#fdf3d6", "#3f7f86", "#123a42"),
    "sleep": ("#10183a", "#4d4a7a", "#f1ead2", "#2b2f63", "#080c22"),
    "energy": ("#b5452f", "#f2a95f", "#fff4cf", "#b4553f", "#4a1f26"),
}
"""Sky above and below, sun, farthest hill, nearest hill."""
_HILLS = 4
_STRIP = 32
_QUALITY = 85


def cover(name: str, title: str, mood: str, size: int) -> bytes:
    """The picture of a script in a mood: a square JPEG of `size` pixels along each side."""
    picture = _landscape(name, mood, size)
    draw_title(picture, title)
    return _jpeg(picture)


def own_cover(path: Path, size: int) -> bytes:
    """A picture of one's own as a JPEG of at most `size` pixels, without what the camera noted.

    Raises:
        UsageError: the file is missing or no picture.
    """
    try:
        with Image.open(path) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except OSError as error:
        raise UsageError(f"{path} cannot be read as a picture. Choose a JPEG or PNG.") from error
    picture.thumbnail((size, size))
    return _jpeg(picture)


def _jpeg(picture: Image.Image) -> bytes:
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=_QUALITY, optimize=True)
    return sink.getvalue()


def _landscape(name: str, mood: str, size: int) -> Image.Image:
    above, below, sun, far, near = (_rgb(colour) for colour in _MOODS[mood])
    rng = np.random.default_rng(crc32(name.encode()))
    middle = rng.uniform(0.3, 0.7), 0.66
    across = (np.arange(size, dtype=np.float32) + 0.5) / size
    hills = [_hill(rng, 0.68 + 0.08 * rank, across) for rank in range(_HILLS)]
    pixels = np.empty((size, size, 3), np.uint8)
    for top in range(0, size, _STRIP):
        down = (np.arange(top, min(top + _STRIP, size), dtype=np.float32)[:, None] + 0.5) / size
        image = np.empty((3, len(down), size), np.float32)
        image[:] = above
        _lay(image, below, np.clip(down / 0.7, 0, 1))
        _lay(image, sun, _disc(across, down, middle, size))
        for rank, line in enumerate(hills):
            colour = far + (near - far) * rank / (_HILLS - 1)
            _lay(image, colour, np.clip((down - line) * size + 0.5, 0, 1))
        for channel, plane in enumerate(np.rint(image)):
            pixels[top : top + _STRIP, :, channel] = plane
    return Image.fromarray(pixels)


def _hill(rng: np.random.Generator, height: float, across: Plane) -> Plane:
    """The line of a hill: how far down, from 0 (top) to 1 (bottom), at places across."""
    down: Plane = np.full_like(across, height)
    waves = [(0.05 / order, order * rng.uniform(0.6, 1.1), rng.uniform()) for order in (1, 2, 3)]
    for depth, times, at in waves:
        down += depth * np.sin(2 * np.pi * (times * across + at))
    return down


def _disc(across: Plane, down: Plane, middle: tuple[float, float], size: int) -> Plane:
    """The sun with its glow."""
    distance = np.hypot(across - middle[0], down - middle[1])
    edge = np.clip((0.11 - distance) * size + 0.5, 0, 1)
    disc: Plane = np.maximum(edge * 0.92, 0.45 * np.exp(-((distance / 0.22) ** 2)))
    return disc


def _lay(image: Plane, colour: Plane, opacity: Plane) -> None:
    """Lays a colour over an image `(3, height, width)`, in place."""
    if opacity.any():
        # Colour by colour: an inner loop over three channels takes much longer.
        missing = colour - image
        missing *= opacity
        image += missing


def _rgb(colour: str) -> Plane:
    """The three channels of a colour, `(3, 1, 1)`."""
    values = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return np.array(values, np.float32)[:, None, None]
