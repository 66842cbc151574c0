"""Results come in order, errors come out, and little is held."""

from __future__ import annotations

import threading
from itertools import count, islice

import pytest

from soothe.outputs.parallel import in_order


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_results_keep_the_order_of_the_jobs(workers):
    assert list(in_order(lambda job: job * job, range(50), workers=workers)) == [
        job * job for job in range(50)
    ]


def test_an_error_of_a_worker_surfaces_once_and_the_results_before_it_are_kept():
    results = in_order(lambda job: 1 / (3 - job), range(9), workers=2)
    assert list(islice(results, 3)) == [1 / 3, 1 / 2, 1]
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert list(results) == []


def test_endless_jobs_are_begun_only_as_far_as_results_are_taken():
    begun: list[int] = []
    results = in_order(begun.append, count(), workers=2)
    for _ in range(10):
        next(results)
    results.close()
    assert len(begun) <= 10 + 2 + 2


def test_closing_leaves_no_thread_behind():
    before = threading.active_count()
    results = in_order(str, range(100), workers=4)
    next(results)
    results.close()
    assert threading.active_count() == before
