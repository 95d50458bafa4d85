"""The measured figures are those of the rules as they are, and every severity is earned."""

from __future__ import annotations

import importlib.util

import pytest
from conftest import ROOT

from newslint.packs.library import Library
from newslint.packs.measured import ALLOWED, digest, false_per_million, measured, words
from newslint.settings.keys import Settings

RULES = Library().graded(Settings())


def test_enough_was_measured() -> None:
    assert words() > 1_000_000


@pytest.mark.parametrize("loaded", RULES, ids=lambda loaded: loaded.rule.code)
def test_severity_is_earned(loaded) -> None:
    rate = false_per_million(loaded.rule.code)
    assert rate is not None, "not measured: run bench/measure.py"
    assert rate <= ALLOWED.get(loaded.rule.severity, rate)


def test_what_was_measured_is_the_rule_as_it_is() -> None:
    own = [loaded for loaded in RULES if loaded.rule.family != "LT"]
    changed = [loaded.rule.code for loaded in own if measured()[loaded.rule.code].digest != digest(loaded)]
    assert changed == [], "measure again: bench/measure.py"


def test_the_page_of_rules_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("measure", ROOT / "bench" / "measure.py")
    assert spec is not None
    assert spec.loader is not None
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    assert (ROOT / "docs" / "rules.md").read_text() == measure.table(RULES)
