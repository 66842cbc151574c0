"""The script language: a script file becomes words, bounds and cues."""

from soothe.script.describing import describe
from soothe.script.header import Header
from soothe.script.loading import load

__all__ = ["Header", "describe", "load"]
