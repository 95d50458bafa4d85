"""Regexes that are kept from run to run match as those that are compiled; what is wrong with them costs only time."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import regex

from newslint import cache, kinds
from newslint.kinds import regexes
from newslint.packs.library import load_packs
from newslint.rule.declaration import LoadedRule

PATTERNS = [
    r"(?i)\b(?P<mark>(?P<verb>is|was) (?:also|still) (?P=verb))\b(?! (?:what|how)\b)",
    r"(?<=[a-z]{2})(?P<mark>[\p{Lu}à-ÿ]+)$",
    r"(?s).*?(?P<a>x)|(?P<b>y)\d{2,4}+",
    "",
]
TEXTS = ["The bridge is also is old, and was still was open.", "abÀÉ", "wxyz y123", "", "İstanbul ß ſ"]


@pytest.fixture(scope="module")
def rules() -> list[LoadedRule]:
    return [loaded for pack in load_packs() for loaded in pack.rules]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A cache of its own, and what a new process makes of it."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    monkeypatch.setattr(regexes, "_kept", lambda: None)
    return regexes._Kept


@pytest.mark.parametrize("flags", [0, regex.I | regex.M])
def test_what_is_kept_matches_alike(kept, flags: int) -> None:
    first = kept()
    made = {pattern: first.add(pattern, flags) for pattern in PATTERNS}
    first.keep()
    second = kept()
    for pattern in PATTERNS:
        taken = second.take(pattern, flags)
        assert taken is not None
        assert taken.pattern == pattern
        assert taken.flags == made[pattern].flags
        assert taken.groupindex == made[pattern].groupindex
        for text in TEXTS:
            found, expected = taken.finditer(text), made[pattern].finditer(text)
            assert [(match.span(), match.groupdict()) for match in found] == [
                (match.span(), match.groupdict()) for match in expected
            ]
    assert second.take(PATTERNS[0], flags | regex.S) is None


def test_shipped_regexes_can_be_kept(rules, kept) -> None:
    first = kept()
    patterns = {one for loaded in rules for _, one in kinds.of(loaded.rule).patterns(loaded) if len(one) < 200}
    assert len(patterns) > 300
    for pattern in patterns:
        first.add(pattern, 0)
    first.keep()
    second = kept()
    assert all(second.take(pattern, 0) for pattern in patterns)


@pytest.mark.parametrize("data", [b"", b"\xc1", msgspec.msgpack.encode(["other", 0, b"", {}, {}, {}, [], 0, [], 0, 0])])
def test_what_is_no_regex_is_compiled_anew(kept, data: bytes) -> None:
    store = kept()
    store._earlier["0 a+"] = data
    assert store.take("a+", 0) is None


def test_those_used_last_are_kept(kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regexes, "MOST", 2)
    first = kept()
    for pattern in "abc":
        first.add(pattern, 0)
    first.keep()
    second = kept()
    assert [pattern for pattern in "abc" if second.take(pattern, 0)] == ["b", "c"]
