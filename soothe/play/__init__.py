"""Live playback: the mix through a sound device, with keys and a screen.

`loop.play` ties four things together that know nothing of each other: the `Player` (what is heard,
and when), a `Device` (who asks for it), `Keys` (what the person wants) and a `Screen` (what the
person sees). Each of them has a stand-in that needs no sound card and no terminal.
"""
