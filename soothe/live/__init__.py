"""A session that is played as it is prepared, and follows its listener.

`rehearse` opens the sound and has the words spoken on a thread of their own (`speaking.py`); the
performance (`soothe.play`) begins with the sound and crosses to the session when it is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.late import late

if TYPE_CHECKING:
    from soothe.live.rehearsal import Extras as Extras
    from soothe.live.rehearsal import Rehearsal as Rehearsal
    from soothe.live.rehearsal import rehearse as rehearse

__getattr__ = late(
    __name__, {"Extras": "rehearsal", "Rehearsal": "rehearsal", "rehearse": "rehearsal"}
)
