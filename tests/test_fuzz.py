"""Properties that hold for any input, tried on random ones: `NEWSLINT_FUZZ` says on how many of each."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newslint import Document, Linter, PackError, SettingsError, load_linter
from newslint.errors import InputError
from newslint.packs.pack import find_rules
from newslint.packs.reader import read_pack
from newslint.settings.keys import KEYS
from newslint.settings.read import read_settings
from newslint.text.decode import decode

TRIED = settings(
    max_examples=int(os.environ.get("NEWSLINT_FUZZ", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PIECES = [
    "“", "”", '"', "'", "’", "‘", "(", ")", "[", "â€™", "Ã©", "&amp;", "\\n", "\\u2019", "<p>",
    "\u200b", "\u202e", "\ufeff", "\ufffd", "\r\n", "\n\n", "\r", "\f", "\u2028", "\x85", "\t", " ",
    "  ", ".", ",", "!", "?", ":", "…", "-", "—", "1,000", "3,5 %", "23th", "Leave a Reply",
    "Share", "Mr Mushroom", "said", "the the", "and", "King", "http://a.b/c", "@name", "#tag", "ж",
    "中", "é", "\U0001f600", "\ud800", "A", "a" * 300, "Facebook Twitter", "As an AI language model",
    "10:30", "Beijing", "rn", "tbe", "0f", "ﬁ", "K", "ſ", "İ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=60).map("".join)

ENCODINGS = st.sampled_from([None, "utf-8", "cp1252", "utf-16-le", "utf-7", "shift_jis", "utf-8-sig"])


@cache
def linter() -> Linter:
    return load_linter(preview=True)


@TRIED
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text(texts: list[str]) -> None:
    documents = [Document(text, f"{at}.txt") for at, text in enumerate(texts)]
    for text, linted in zip(texts, linter().lint_all(documents), strict=True):
        assert linted.errors == []
        places = [(finding.start, finding.end, finding.code) for finding in linted.findings]
        assert len(set(places)) == len(places)
        assert [place[0] for place in places] == sorted(place[0] for place in places)
        for finding in linted.findings:
            assert 0 <= finding.start <= finding.end <= len(text)
            assert text[finding.start : finding.end] == finding.match
        alone = linter().lint(Document(text, linted.document.path)).findings
        assert [(finding.start, finding.end, finding.code) for finding in alone] == places


@TRIED
@given(st.binary(max_size=400), ENCODINGS)
def test_any_bytes(data: bytes, encoding: str | None) -> None:
    try:
        text = decode(data, "a.txt", encoding)
    except InputError:
        return
    assert isinstance(text, str)


VALUES = st.sampled_from(
    ["[]", '["BP"]', "[1]", "true", "1", "1.5", '"x"', '"\\u0000"', "{}", '{a = ["BP"]}', "[[]]", "2020-01-01"]
)
ENTRIES = st.tuples(st.sampled_from(KEYS), VALUES) | st.text(max_size=20).map(lambda text: ("#", text))


@TRIED
@given(st.lists(ENTRIES, max_size=6))
def test_any_settings(tmp_path: Path, entries: list[tuple[str, str]]) -> None:
    file = tmp_path / "newslint.toml"
    file.write_text("\n".join(f"{key} = {value}" for key, value in entries), encoding="utf-8", errors="replace")
    try:
        read_settings(file)
    except SettingsError:
        return


RULES = [file.read_text(encoding="utf-8")[:3_000] for file in sorted(find_rules().rglob("*.yaml"))[:12]]


@TRIED
@given(
    st.sampled_from(RULES),
    st.integers(0, 3_000),
    st.integers(0, 30),
    st.sampled_from([*PIECES, "*a", "&a ", "{", "- "]),
)
def test_any_pack(tmp_path: Path, text: str, at: int, gone: int, piece: str) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(text[:at] + piece + text[at + gone :], encoding="utf-8", errors="replace")
    try:
        read_pack(file)
    except PackError:
        return
