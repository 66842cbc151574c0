"""The words that files need besides those that are spoken, in the language of the session."""

from __future__ import annotations

from soothe.catalogue import DEFAULT_LANGUAGE
from soothe.errors import UsageError
from soothe.script.language import Language, load_language, shared_folders


def words_of(lang: str) -> Language:
    """A language's table of words; the English one where there is none for it.

    A script whose words lie beside it and nowhere else is read by them; its files are not.
    """
    try:
        return load_language(lang, shared_folders(lang))
    except UsageError:
        return load_language(DEFAULT_LANGUAGE, shared_folders(DEFAULT_LANGUAGE))
