"""Large and odd documents are checked; a pattern that runs away is an error."""

from __future__ import annotations

import pytest
from cli_samples import SLOW

from newslint.__main__ import main


def test_awkward_documents(newslint, folder) -> None:
    folder(
        {
            "long-line.txt": ("It was a fine day in the town. " * 30_000) + "Leave a Reply",
            "many-lines.txt": "word\n" * 60_000,
            "spaces.txt": " " * 300_000,
            "one-word.txt": "x" * 300_000,
            "marks.txt": '"“”' * 20_000 + "(" * 20_000,
            "lone-cr.txt": "One.\rTwo.\rThree." * 1_000,
        }
    )
    result = newslint(".", "--output-format", "jsonl")
    assert result.code in (0, 1), result.err
    assert "6 files checked" in result.err


def test_a_pattern_that_runs_away_is_an_error_that_names_the_rule(newslint, folder) -> None:
    folder(
        {
            "slow.yaml": SLOW,
            "a.txt": "x" * 60 + " end\n\nLeave a Reply\n",
        }
    )
    result = newslint("a.txt", "--rules", "slow.yaml", "--output-format", "concise")
    assert result.code == 2
    assert "newslint: error: a.txt: rule ZZ101 failed: a regex ran over its time limit; simplify it\n" in result.err
    assert "a.txt:3:1: BP101" in result.out


def test_ctrl_c_before_anything_is_read(monkeypatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("newslint.cli.main.main", interrupted)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
