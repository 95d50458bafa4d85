"""Options and settings choose the rules that run, and which findings fail the run."""

from __future__ import annotations

import json

import pytest
from cli_samples import BAD, CLEAN, HOUSE


def test_select_and_ignore(newslint, folder) -> None:
    folder({"a.txt": BAD + "\nThe fog. \ufffd\n"})
    codes = lambda *args: {  # noqa: E731
        json.loads(line)["code"] for line in newslint("a.txt", "--output-format", "jsonl", *args).out.splitlines()
    }
    everything = codes()
    assert "BP101" in everything
    assert len(everything) > 1
    assert codes("--select", "BP") == {"BP101"}
    assert codes("--select", "comment-form") == {"BP101"}
    assert "BP101" not in codes("--ignore", "BP1")
    assert codes("--select", "BP", "--ignore", "BP101") == set()
    assert codes("--select", "BP101", "--ignore", "BP") == {"BP101"}
    assert codes("--select", "QT", "--extend-select", "BP") == {"BP101"}
    assert "BP101" not in codes("--per-file-ignores", "*.txt:BP")
    assert "BP101" in codes("--per-file-ignores", "*.md:BP")


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("--ignore", "ALL"), "`ignore` takes out all that `select` names"),
        (("--select", "BP", "--ignore", "BP"), "`ignore` takes out all that `select` names"),
        (("--select", "HS"), "what is left is in preview; add --preview to run it"),
        (("--select", "comment-form", "--rules", "off.yaml"), "what `select` names is nothing, or switched off"),
    ],
)
def test_no_rule_is_selected(newslint, folder, args: tuple[str, ...], expected: str) -> None:
    folder({"a.txt": CLEAN, "house.yaml": HOUSE, "off.yaml": "override: {comment-form: off}\n"})
    result = newslint("a.txt", "--rules", "house.yaml", *args)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"newslint: error: no rule is selected: {expected}\n"
    assert newslint("rules", "--rules", "house.yaml", *args).code == 2
    assert newslint("a.txt", "--select", "HS", "--rules", "house.yaml", "--preview").code == 0


def test_extend_ignore_adds_to_the_settings(newslint, folder) -> None:
    folder({"a.txt": BAD, "newslint.toml": 'ignore = ["QT"]\nselect = ["BP1", "QT"]\n'})
    assert newslint("a.txt").code == 1
    assert newslint("a.txt", "--extend-ignore", "BP101").code == 0
    assert "QT1" not in newslint("rules", "--extend-ignore", "BP101").out
    assert "BP101" not in newslint("rules", "--extend-ignore", "BP101").out


def test_a_selector_that_names_nothing(newslint, folder) -> None:
    folder({"a.txt": CLEAN})
    result = newslint("a.txt", "--select", "BP10l")
    assert (result.code, result.out) == (2, "")
    assert "newslint: error: no rule answers to `BP10l` in `select`; did you mean BP1" in result.err
    assert "did you mean BP101?" in newslint("a.txt", "--select", "bp101").err


def test_fail_on_and_exit_zero(newslint, folder) -> None:
    folder({"a.txt": BAD})
    assert newslint("a.txt").code == 1
    assert newslint("a.txt", "--fail-on", "error").code == 1
    assert newslint("a.txt", "--fail-on", "never").code == 0
    result = newslint("a.txt", "--exit-zero", "--output-format", "concise")
    assert result.code == 0
    assert result.out
