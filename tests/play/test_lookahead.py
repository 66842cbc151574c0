"""The queue whose tail can be taken back."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from soothe.play.lookahead import Lookahead

from .stage import numbered

actions = st.lists(st.tuples(st.booleans(), st.floats(0, 1), st.integers(0, 40)), max_size=40)


@given(actions)
def test_it_behaves_as_one_list_that_is_cut_and_extended(steps):
    ready, model, heard = Lookahead(), np.empty((0, 2), np.int16), 0
    for taking, where, frames in steps:
        if taking:
            out = np.zeros((frames, 2), np.int16)
            done = ready.take(out)
            assert done == min(frames, len(model) - heard)
            assert np.array_equal(out[:done], model[heard : heard + done])
            assert not out[done:].any()
            heard += done
        else:
            at = ready.head + round(where * (ready.tail - ready.head))
            block = numbered(at * 7, frames)
            ready.put(at, block)
            model = np.concatenate((model[:at], block))
        assert (ready.head, ready.tail) == (heard, len(model))
