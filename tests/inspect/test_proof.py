"""The command that proves every pair: its rows hold them all, and its first track passes."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from itertools import combinations, product
from pathlib import Path

PROOF = Path(__file__).parents[2] / "benchmarks" / "proof.py"


def test_every_pair_of_values_comes_up():
    spec = spec_from_file_location("proof", PROOF)
    proof = module_from_spec(spec)
    spec.loader.exec_module(proof)
    rows = proof.pairwise(proof.COLUMNS)
    assert len(rows) >= 24
    for one, other in combinations(proof.COLUMNS, 2):
        found = {(row[one], row[other]) for row in rows}
        assert found == set(product(proof.COLUMNS[one], proof.COLUMNS[other]))


def test_a_track_passes_by_its_own_and_by_other_meters():
    run = subprocess.run(
        [sys.executable, str(PROOF), "--first", "1", "--others"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "1 of 1 tracks pass every check." in run.stdout
