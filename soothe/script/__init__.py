"""The script language: a script file becomes words, bounds and cues.

The names are imported on first use: `soothe list` reads titles without loading Jinja.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.late import late

if TYPE_CHECKING:
    from soothe.script.describing import describe as describe
    from soothe.script.header import Header as Header
    from soothe.script.loading import load as load
    from soothe.script.loading import load_each as load_each

__getattr__ = late(
    __name__,
    {"Header": "header", "describe": "describing", "load": "loading", "load_each": "loading"},
)
