"""Every shipped rule proves itself, and the packs keep their promises."""

from __future__ import annotations

import pytest

from newslint.linting.selftest import examples, failures, untried
from newslint.packs.library import Library, load_packs
from newslint.packs.pack import settle

PACKS = load_packs()
RULES, _ = settle(PACKS)
OWN = [loaded for loaded in RULES if loaded.rule.family != "LT"]  # those have tests with a server


@pytest.mark.parametrize("loaded", OWN, ids=lambda loaded: loaded.rule.code)
def test_examples_hold(loaded) -> None:
    assert [str(failure) for failure in failures([loaded])] == []


def test_every_regex_is_needed_by_an_example() -> None:
    assert [str(regex) for regex in untried(OWN)] == []


@pytest.mark.parametrize("loaded", RULES, ids=lambda loaded: loaded.rule.code)
def test_rule_is_documented(loaded) -> None:
    rule = loaded.rule
    assert len(rule.why.split()) >= 8
    assert len(rule.examples.bad) >= 2
    assert len(rule.examples.good) >= 2
    assert not rule.name.startswith(("no-", "disallow-", "banned-"))
    assert not rule.message.endswith(".")
    assert len(list(examples(loaded))) >= 4


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_families_are_named(pack) -> None:
    assert {loaded.rule.family for loaded in pack.rules} == set(pack.families)
    assert pack.description


def test_every_rule_says_what_to_look_for() -> None:
    """One that does not is asked about every unit of every document, which costs as much as some hundred others."""
    assert Library().everywhere() == set()
