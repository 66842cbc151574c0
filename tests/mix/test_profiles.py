from __future__ import annotations

import subprocess
import sys

import pytest

import soothe.mix
from soothe.errors import UsageError
from soothe.mix import PROFILES, TONES, find_profile, find_tone


class TestNames:
    @pytest.mark.parametrize("name", PROFILES)
    def test_every_profile_is_found_by_its_name(self, name):
        assert find_profile(name).name == name

    @pytest.mark.parametrize("name", TONES)
    def test_every_tone_is_found_by_its_name(self, name):
        assert find_tone(name).name == name

    def test_a_slip_gets_the_name_that_was_meant(self):
        with pytest.raises(UsageError, match="Did you mean 'balanced'"):
            find_profile("ballanced")
        with pytest.raises(UsageError, match="Did you mean 'warm'"):
            find_tone("warmm")

    def test_a_wild_guess_gets_the_list(self):
        with pytest.raises(UsageError, match="There are: balanced, music-forward"):
            find_profile("loud")
        with pytest.raises(UsageError, match="There are: clear, plain, warm"):
            find_tone("x")


class TestLevels:
    @pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
    def test_bells_lie_at_least_6_lu_below_the_voice(self, profile):
        assert profile.bell_lu >= 6.0

    @pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
    def test_the_bed_lies_low_enough_for_its_kind(self, profile):
        least = 10.0 if profile.music_only else 15.0
        assert profile.separation_lu >= least or not profile.speech

    @pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
    def test_no_ceiling_is_above_minus_1_dbtp(self, profile):
        assert profile.ceiling_dbtp <= -1.0


@pytest.mark.parametrize("name", ["warm", "clear"])
def test_a_tone_builds_on_what_an_engine_needs(name):
    espeak, piper = (find_tone(name, engine).bands for engine in ("espeak", "piper"))
    assert piper == TONES[name].bands
    assert len(espeak) > len(piper) == len(set(espeak) & set(piper))


def test_a_plain_tone_does_nothing_for_any_engine():
    assert find_tone("plain", "espeak") == TONES["plain"]


def test_names_are_known_without_numpy():
    code = "import sys, soothe.mix; assert soothe.mix.PROFILES; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_package_has_no_other_names():
    with pytest.raises(AttributeError, match="no attribute 'mixer9'"):
        soothe.mix.mixer9  # noqa: B018 - looking it up is the test
