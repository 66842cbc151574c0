"""Every test has folders of its own, so that nobody's cache, settings or scripts are touched."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import settings

# A law holds however busy the machine is that tries it. The run that decides about a change tries
# the same examples each time; everybody else's runs look for new ones.
settings.register_profile("search", deadline=None)
settings.register_profile("decide", deadline=None, derandomize=True)
settings.load_profile("decide" if os.environ.get("CI") else "search")

# A shell lets what it starts in the background ignore interrupts, and so would every program that a
# test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)

_HOMES = ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")


@pytest.fixture(scope="session", autouse=True)
def _homes(tmp_path_factory):
    """Folders for the whole run: speech that one test needed is there for the next."""
    with pytest.MonkeyPatch.context() as patch:
        for name in _HOMES:
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        for name in [name for name in os.environ if name.startswith("SOOTHE_")]:
            patch.delenv(name)
        yield
