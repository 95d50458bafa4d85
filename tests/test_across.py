"""--across: what stands in many documents of a run is the site's, not the article's."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from newslint.linting.across import Across
from newslint.linting.linter import Linted
from newslint.linting.recurring import Counts
from newslint.settings.keys import Settings
from newslint.text.document import Document

ACROSS = ("--isolated", "--across", "--output-format", "concise")
SUBJECTS = ("ferry", "bridge", "school", "market", "library", "harbour", "theatre", "stadium")
FOOT = "Our reporters in the valley can be reached day and night at the old mill."


def story(subject: str, *more: str, before: Sequence[str] = ()) -> str:
    own = [
        f"The {subject} will close for a week in March, the council said.",
        f"Repairs of the {subject} cost more than planned because of the flood.",
        f"Neighbours of the {subject} had asked for them since last summer.",
    ]
    return "\n\n".join([*before, *own, *more]) + "\n"


def found(texts: Sequence[str], counts: Counts | None = None) -> list[tuple[str, int, str, str]]:
    documents = [Document(text, f"{at}.txt") for at, text in enumerate(texts, 1)]
    counts = counts or counted(documents)
    across, settings = Across(counts.recurring(), counts.documents), Settings()
    findings = [one for document in documents for one in across.add(Linted(document, [], []), settings).findings]
    return [(one.path, one.line, one.match, one.message) for one in findings]


def counted(documents: Sequence[Document], **limits: int) -> Counts:
    counts = Counts(**limits)
    for document in documents:
        counts.add([document])
    return counts


def test_a_line_is_told_in_each_document_that_has_it_and_the_first_is_named() -> None:
    texts = [story(subject, FOOT) for subject in SUBJECTS[:5]] + [story("airport")]
    said = "this line recurs in 5 of the 6 documents of this run ({}): the site's words, not the article's"
    wheres = ["this is the first", *["the first is 1.txt"] * 4]
    assert found(texts) == [(f"{at}.txt", 7, FOOT, said.format(where)) for at, where in enumerate(wheres, 1)]


def test_case_and_spaces_make_no_other_line() -> None:
    texts = [story(subject, FOOT.upper() if at % 2 else f"  {FOOT} ") for at, subject in enumerate(SUBJECTS)]
    assert [where for where, *_ in found(texts)] == [f"{at}.txt" for at in range(1, 9)]


def test_lines_in_a_row_are_one_finding() -> None:
    texts = [story(subject, FOOT, "Valley Post", "Since 1921") for subject in SUBJECTS]
    assert [(line, match, message[:56]) for _, line, match, message in found(texts)] == [
        (7, f"{FOOT}\n\nValley Post\n\nSince 1921", "these 3 lines recur, each in 8 of the 8 documents of thi")
    ] * 8


def test_four_documents_are_few_and_so_is_less_than_one_in_a_hundred() -> None:
    assert found([story(subject, FOOT) for subject in SUBJECTS[:4]]) == []
    many = [story(f"{SUBJECTS[at % 8]} number {at}", *([FOOT] if at < 5 else [])) for at in range(600)]
    assert found(many) == []
    assert len(found(many[:500])) == 5


@pytest.mark.parametrize(
    "line",
    [
        "Background", "The end", "* * *", "***", "What you need to know", "What happens next, and who will pay for it?",
        "Tuesday, January 14, 2025 at 10:30 AM", "From our own correspondent", "By Ann Lee",
    ],
)  # fmt: skip
def test_short_lines_recur_with_good_reason(line: str) -> None:
    assert found([story(subject, line, f"So says the {subject}.") for subject in SUBJECTS]) == []
    assert found([story(subject, line) for subject in SUBJECTS]) == []


def test_a_dateline_and_an_ordinary_end_are_no_furniture() -> None:
    texts = [
        f"NEW YORK (Reuters) - The {subject} was sold.\n\nThe {subject} is traded on the New York Stock Exchange.\n"
        for subject in SUBJECTS
    ]
    assert found(texts) == []


def test_a_sentence_that_explains_is_used_again_within_articles() -> None:
    """Not at the edge of a document a line must stand in one of twenty."""
    line = "An index of up to fifty is called good, one of more than three hundred very poor."
    texts = [
        story(f"{SUBJECTS[at % 8]} {at}", *([line, f"He {at}.", f"End {at}."] if at < 5 else [])) for at in range(120)
    ]
    assert found(texts) == []
    assert len(found(texts[:100])) == 5


def test_fixed_ends_and_beginnings_of_paragraphs() -> None:
    tail = "Get the Valley Post app for all the news of the day."
    head = "Valley Post morning briefing, read by more people than any other:"
    texts = [
        story(subject, f"{head[0]}o much for {subject}s. {tail}", before=[f"{head} {subject}s first."])
        for subject in SUBJECTS
    ]
    assert [(where, match) for where, _, match, _ in found(texts[:5])] == [
        (f"{at}.txt", part) for at in range(1, 6) for part in (head, tail)
    ]
    assert {message.partition(" documents")[0] for *_, message in found(texts)} == {"these words recur in 8 of the 8"}


def test_a_small_table_loses_nothing_that_recurs() -> None:
    documents = [Document(story(f"{SUBJECTS[at % 8]} {at}", FOOT)) for at in range(100)]
    small, large = counted(documents, most=60), counted(documents)
    assert small.missed > 0 == large.missed
    assert large.recurring().keys() <= small.recurring().keys()
    again = Counts(only=small.recurring().keys())
    for document in documents:
        again.add([document])
    assert again.recurring() == large.recurring()


def write(folder, stories: Sequence[str]) -> None:
    folder({f"in/{at}.txt": text for at, text in enumerate(stories, 1)})


def test_the_command(newslint, folder) -> None:
    write(folder, [story(subject, FOOT) for subject in SUBJECTS[:5]])
    assert newslint("--isolated", "in").code == 0
    result = newslint(*ACROSS, "in")
    assert (result.code, result.out.splitlines()[:2]) == (
        1,
        [
            "in/1.txt:7:1: BP301 this line recurs in 5 of the 5 documents of this run (this is the first): "
            "the site's words, not the article's [warning]",
            "in/2.txt:7:1: BP301 this line recurs in 5 of the 5 documents of this run (the first is in/1.txt): "
            "the site's words, not the article's [warning]",
        ],
    )
    assert newslint(*ACROSS, "--jobs", "2", "in").out == newslint(*ACROSS, "--jobs", "1", "in").out == result.out
    assert newslint(*ACROSS, "--ignore", "recurring-lines", "in").code == 0
    refused = newslint(*ACROSS, "--fix", "in")
    assert (refused.code, "fix with --no-across" in refused.err) == (2, True)


def test_the_setting_and_the_baseline(newslint, folder) -> None:
    write(folder, [story(subject, FOOT) for subject in SUBJECTS[:5]])
    folder({"newslint.toml": "across = true\n"})
    told = json.loads(newslint("--output-format", "jsonl", "in").out.splitlines()[4])
    assert (told["path"], told["code"]) == ("in/5.txt", "BP301")
    assert told["related"] == [{"path": "in/1.txt", "line": 7, "column": 1, "end_line": 7, "end_column": 74}]
    assert newslint("--no-across", "in").code == 0
    assert newslint("baseline", "in").err.startswith("Recorded 5 findings of 5 files")
    assert newslint("--baseline", "newslint-baseline.json", "in").code == 0


def test_one_fault_is_one_finding(newslint, folder) -> None:
    """What another rule for boilerplate finds is left to it; what lies within and is no graver is part of it."""
    sign = "Sign up for our newsletter and get the best stories in your inbox."
    joined = "Our reporters in the valley can be reached at the old mill.Ask them day and night."
    write(folder, [story(subject, joined, f"It is {subject}.", sign) for subject in SUBJECTS[:5]])
    one = [f"in/1.txt:{place}" for place in ("7:59: SN206", "11:1: BP131")]
    assert _places(newslint("--isolated", "--output-format", "concise", "in").out)[:2] == one
    assert _places(newslint(*ACROSS, "in").out)[:2] == ["in/1.txt:7:1: BP301", one[1]]


def _places(out: str) -> list[str]:
    return [" ".join(line.split()[:2]) for line in out.splitlines()]


def test_a_record_is_one_document(newslint, folder) -> None:
    """A line that is title and text of four records stands in four documents."""
    rows = [{"title": FOOT, "text": story(subject, FOOT)} for subject in SUBJECTS[:5]]
    folder({"four.jsonl": "\n".join(map(json.dumps, rows[:4])), "five.jsonl": "\n".join(map(json.dumps, rows))})
    assert newslint(*ACROSS, "four.jsonl").code == 0
    lines = newslint(*ACROSS, "five.jsonl").out.splitlines()
    assert len(lines) == 10
    assert lines[2].startswith(
        "five.jsonl:2#title:1:1: BP301 this line recurs in 5 of the 5 documents of this run "
        "(the first is five.jsonl:1#title)"
    )


def test_what_a_run_finds_of_itself_is_explained(newslint) -> None:
    result = newslint("rule", "recurring-lines", "NL001")
    assert result.code == 0
    assert result.out.startswith("NL001 unused-ignore (warning)")
    assert "\n\n\nBP301 recurring-lines (warning)\n\nWhat stands word for word in many documents" in result.out


def test_it_may_be_all_that_is_looked_for(newslint, folder) -> None:
    foot = "The Dale Courier is printed by the harbour and owned by its readers."
    folder({f"{at}.txt": f"The the tale of {at} is told in the town hall.\n{foot}\n" for at in range(6)})
    result = newslint(".", "--across", "--select", "BP301", "--output-format", "concise")
    assert (result.code, len(result.out.splitlines())) == (1, 6)
    assert all(": BP301 " in line for line in result.out.splitlines())
    assert newslint(".", "--select", "BP301").code == 2


def test_a_large_run_without_it_says_that_there_is_one(newslint, folder) -> None:
    stories = [{"text": story(f"{SUBJECTS[at % 8]} {at}", *([FOOT] if at < 6 else []))} for at in range(100)]
    folder({"a.jsonl": "".join(f"{json.dumps(one)}\n" for one in stories)})
    hint = "6 texts begin or end in the same line, which no rule finds; --across reports what recurs in a run\n"
    select = ("--isolated", "--select", "BP")
    assert newslint("a.jsonl", *select).err.endswith(f"newslint: {hint}")
    for unasked in ("--no-across", "--across", "--quiet", "--ignore=BP301"):
        assert hint not in newslint("a.jsonl", *select, unasked).err
    folder({"b.jsonl": "".join(f"{json.dumps(one)}\n" for one in stories[:99])})
    assert hint not in newslint("b.jsonl", *select).err


def test_the_gate_tells_what_recurs_whatever_is_resumed(newslint, folder, tmp_path) -> None:
    stories = [{"id": at, "text": story(f"{subject}", FOOT)} for at, subject in enumerate(SUBJECTS)]
    stories.append({"id": 9, "text": story("airport")})
    for at in range(3):
        folder({f"all/{at}.jsonl": "".join(f"{json.dumps(one)}\n" for one in stories[at::3])})
    command = ("gate", "all", "--isolated", "--select", "BP301", "--reject-for", "BP301", "--accept")
    done = newslint(*command, "in", "--reject", "out")
    assert done.err.endswith("9 records = 1 accepted + 8 rejected + 0 malformed (88.9% rejected).\n")
    rejected = [json.loads(line) for line in (tmp_path / "out/1.jsonl").read_text().splitlines()]
    said = "this line recurs in 8 of the 9 documents of this run (the first is all/0.jsonl:1#text): "
    assert [one["newslint"]["findings"][0]["message"] for one in rejected] == [
        f"{said}the site's words, not the article's"
    ] * 3
    before = (tmp_path / "out/1.jsonl").read_bytes()
    (tmp_path / "out/1.jsonl").unlink()
    newslint(*command, "in", "--reject", "out", "--resume")
    assert (tmp_path / "out/1.jsonl").read_bytes() == before
    (tmp_path / "all/2.jsonl").unlink()  # the others have another share now
    newslint(*command, "in", "--reject", "out", "--resume")
    assert b"recurs in 6 of the 6 documents" in (tmp_path / "out/1.jsonl").read_bytes()
    for options in (["--no-across"], ["--fix"], ["--ignore", "BP301"]):
        assert " 0 rejected" in newslint("gate", "all", "--isolated", "--select", "BP", "--dry-run", *options).err
    both = newslint("gate", "all", "--dry-run", "--fix", "--across", "--isolated")
    assert (both.code, "leave it out, or --fix" in both.err) == (2, True)
