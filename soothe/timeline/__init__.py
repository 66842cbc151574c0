"""Time: a script and the lengths of its clips become a session of exactly the asked length."""

from soothe.timeline.fit import arrange, fit, reach
from soothe.timeline.plan import Plan, prepare
from soothe.timeline.reach import Reach
from soothe.timeline.refuse import refused
from soothe.timeline.sparing import fit_sparingly

__all__ = ["Plan", "Reach", "arrange", "fit", "fit_sparingly", "prepare", "reach", "refused"]
