"""Every check over short tracks that hold each pair of script, length, sound, voice, mix, format.

Each is held against its bounds twice: by soothe's own inspection, and by meters of other people.
"""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from itertools import combinations, product
from pathlib import Path

import pytest

from soothe.units import SESSION_RATE


def _load():
    spec = spec_from_file_location("proof", Path(__file__).parents[2] / "benchmarks" / "proof.py")
    proof = module_from_spec(spec)
    spec.loader.exec_module(proof)
    return proof


PROOF = _load()
ROWS = PROOF.pairwise(PROOF.SHORT)


@pytest.mark.parametrize("columns", [PROOF.COLUMNS, PROOF.SHORT], ids=["long", "short"])
def test_every_pair_of_values_comes_up(columns):
    rows = PROOF.pairwise(columns)
    assert len(rows) >= 24
    for one, other in combinations(columns, 2):
        found = {(row[one], row[other]) for row in rows}
        possible = {
            pair
            for pair in product(columns[one], columns[other])
            if "music-forward" not in pair or not {"rain", "ocean", "night"}.intersection(pair)
        }
        assert found == possible


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(map(str, row.values())))
def test_a_track_passes_by_its_own_and_by_other_meters(row, tmp_path):
    rate = PROOF.RATES.get(row["format"], SESSION_RATE)
    told, bad = PROOF.prove(row, tmp_path, others=True, rate=rate)
    assert not bad, told
