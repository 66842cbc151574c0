"""Three-letter language codes (ISO 639-2), which ID3 and MP4 want where soothe has BCP 47 tags."""

from __future__ import annotations

_CODES = {
    "ar": "ara",
    "cs": "ces",
    "da": "dan",
    "de": "deu",
    "el": "ell",
    "en": "eng",
    "es": "spa",
    "fi": "fin",
    "fr": "fra",
    "he": "heb",
    "hi": "hin",
    "hu": "hun",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "nb": "nob",
    "nl": "nld",
    "nn": "nno",
    "no": "nor",
    "pl": "pol",
    "pt": "por",
    "ro": "ron",
    "ru": "rus",
    "sv": "swe",
    "tr": "tur",
    "uk": "ukr",
    "zh": "zho",
}
_UNDETERMINED = "und"
_LETTERS = 3


def iso_639_2(tag: str) -> str:
    """The three-letter code of a BCP 47 tag; `und` if there is none for it here."""
    language = tag.partition("-")[0].lower()
    if len(language) == _LETTERS and language.isascii() and language.isalpha():
        return language
    return _CODES.get(language, _UNDETERMINED)


def bcp_47(code: str) -> str:
    """The BCP 47 tag of a three-letter code; empty for `und`."""
    known = next((tag for tag, other in _CODES.items() if other == code), code)
    return "" if known == _UNDETERMINED else known
