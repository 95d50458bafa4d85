"""What a text reads as: its layout, and the way back to the source."""

from __future__ import annotations

import textwrap

import pytest

from newslint.api import lint_text
from newslint.text.document import Document

PARAGRAPHS = [
    "The council of the small town by the river met on Tuesday evening to talk about the old bridge, which has been"
    " closed since the floods of last winter and will not be opened before spring.",
    "Mayor Ann Field said the works would cost more than was thought. “We will not wait,” she said, “and we will not"
    " ask those who live here to pay for what the water did to it.”",
    "Work begins on Monday.",
    "The firm that builds it has promised to be done by May, but few of those who came believe that, since the last"
    " three works on the river were all late by a year.",
]


def laid(width: int, between: str = "\n\n", **how: str) -> str:
    return between.join(textwrap.fill(text, width, **how) for text in PARAGRAPHS)  # type: ignore[arg-type]


LAYOUTS = {
    "38": laid(38),
    "72": laid(72),
    "80, no blank lines": laid(80, "\n"),
    "indented": textwrap.indent(laid(60), "    "),
    "first lines indented": laid(60, "\n", initial_indent="    "),
    "trailing spaces": laid(72).replace("\n", "  \n"),
    "quotation": textwrap.indent(laid(72), "> ", lambda line: True),
    "quotation in a quotation": textwrap.indent(laid(66), "> > ", lambda line: True),
    "CRLF": laid(72).replace("\n", "\r\n"),
    "items": laid(72, "\n", initial_indent="- ", subsequent_indent="  "),
    "items, indented": laid(60, "\n\n", initial_indent="  • ", subsequent_indent="    "),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_wrapped_paragraphs_read_as_lines(layout: str) -> None:
    document = Document(LAYOUTS[layout])
    assert document.layout.lines == "wrapped"
    assert [" ".join(document.slice(span).split()) for span in document.lines] == PARAGRAPHS


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_word_leads_back_to_the_source(layout: str) -> None:
    document = Document(LAYOUTS[layout])
    for word in ("council", "river met", "“We will", "Work begins on Monday.", "late by a year"):
        at = document.text.index(word)
        start, end = document.original(at, at + len(word))
        assert document.source[start:end].replace("> ", "").split() == word.split()


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n\n".join(PARAGRAPHS),
        "The man said\nhe would come.\n",
        "Home\nnews\nsport\nweather\nfind a job\nbuy a house\n",
        "iPhone 6 and 7\niPhone 8 and 9\niPhone 10 and 11\n",
    ],
)
def test_other_lines_are_left_as_they_are(text: str) -> None:
    document = Document(text)
    assert document.text == text
    assert document.layout.lines == "paragraphs"


@pytest.mark.parametrize(("end", "name"), [("\r", "CR"), ("\u2028", "U+2028"), ("\x85", "U+0085")])
def test_odd_line_ends_are_seen_where_there_are_no_others(end: str, name: str) -> None:
    document = Document(end.join(PARAGRAPHS))
    assert (document.layout.ends, len(document.lines)) == (name, len(PARAGRAPHS))
    assert Document("\n".join(PARAGRAPHS) + end).layout.ends == ""


@pytest.mark.parametrize("mark", ["    ", "- ", "\t• ", " * "])
def test_indents_and_marks_of_items_are_no_text(mark: str) -> None:
    document = Document("\n".join(mark + text for text in PARAGRAPHS))
    assert (document.text, document.layout.lines) == ("\n".join(PARAGRAPHS), "paragraphs")
    assert document.source[slice(*document.original(0, len(PARAGRAPHS[0])))] == PARAGRAPHS[0]
    assert Document("- a mark alone\nThe end.").text == "- a mark alone\nThe end."
    assert Document("For\n- the first,\n- the second.").text == "For\n- the first,\n- the second."


def test_soft_hyphens_are_no_text_where_many_words_have_them() -> None:
    source = (
        "It was at the bridge.\n\nThe may\u00ador of the har\u00adbour coun\u00adcil said the the bridge is open.\n"
    )
    findings = lint_text(source)
    assert [(found.code, found.line, found.column) for found in findings] == [("ENC133", 3, 5), ("RP102", 3, 42)]
    assert [found.fix and found.fix.text for found in findings] == ["mayor of the harbour council", "the"]
    assert source[findings[1].start : findings[1].end] == "the the"
    assert Document(source).layout.soft
    assert not Document(source.replace("har\u00ad", "har")).layout.soft
    assert (
        Document("<html><body><p>The may&shy;or, the may\u00ador.</p></body></html>").text == "The mayor, the mayor.\n"
    )


def test_printed_lines_are_kept_for_those_who_ask() -> None:
    document = Document(LAYOUTS["72"])
    assert len(document.printed) == len(document.text)
    assert [document.printed[start:end] for start, end in document.rows.spans] == LAYOUTS["72"].replace(
        "\n\n", "\n"
    ).split("\n")


def test_odd_line_ends_and_blank_documents_are_told() -> None:
    assert [finding.code for finding in lint_text("The bridge is open.\rThe ferry is late.\r")] == ["ENC140"]
    assert [(finding.code, finding.line, finding.column) for finding in lint_text(" \n")] == [("DOC112", 1, 1)]


def test_markdown_is_read_without_its_signs() -> None:
    source = (
        '---\ntitle: A bridge\n---\n\n# The **old** bridge\n\n* [Privacy Policy](https://example.org/a_(b) "T")\n'
        "1. Terms of Use\n\nThe `x_y = 1` &amp; the _river_ \\*rose\\*.\n\n```\nfor x in y:\n```\n\n> Quoted\n> text.\n"
    )
    document = Document(source, "notes.md")
    texts = [document.text[start:end] for start, end in document.lines]
    assert texts == ["The old bridge", "Privacy Policy", "Terms of Use", "The X & the river *rose*.", "Quoted", "text."]
    at = document.text.index("Privacy")
    assert source[slice(*document.original(at, at + 14))] == "Privacy Policy"


def test_html_is_read_as_it_is_seen() -> None:
    source = (
        "<!doctype html><html><head><title>No</title><style>p {}</style></head>\n<body><h1>A  bridge</h1>\n"
        "<p>It <b>rose</b>\n by 5&nbsp;m &mdash; &#8220;twice&#8221;.<br>"
        "So<script>if (a < b) {}</script> be it.</p></body></html>"
    )
    document = Document(source)
    texts = [document.text[start:end] for start, end in document.lines]
    assert texts == ["A bridge", "It rose by 5 m — “twice”.", "So be it."]
    stood = {"bridge": "bridge", "rose by": "rose</b>\n by", "—": "&mdash;", "“twice”": "&#8220;twice&#8221;"}
    for word, stands in stood.items():
        at = document.text.index(word)
        assert source[slice(*document.original(at, at + len(word)))] == stands


@pytest.mark.parametrize(
    "text", ["**Note:** it is old.\nThe bridge.", "* one\n* two", "<p>The bridge is open.</p>", ">> SPEAKER: No."]
)
def test_a_stray_sign_makes_no_markup(text: str) -> None:
    document = Document(text)
    assert (document.text, document.layout.markup) == (text, "")


def test_one_line_is_parted_at_sentences_and_headings() -> None:
    text = " ".join([*PARAGRAPHS, "New pier planned The town wants a pier as well.", *PARAGRAPHS])
    document = Document(text)
    assert document.text == text
    texts = [document.text[start:end] for start, end in document.lines]
    assert {"Work begins on Monday.", "New pier planned", "The town wants a pier as well."} <= set(texts)
    assert PARAGRAPHS[1][PARAGRAPHS[1].index("“") :] in texts
    titled = Document(f"The old bridge - Yahoo!News Mayor Field: Ann Lee Ann Lee {text}")
    assert titled.slice(titled.lines[0]) == "The old bridge - Yahoo!News"
    doubled = Document(f'The ""old"" bridge is old. {text}')
    assert doubled.slice(doubled.lines[1]) == PARAGRAPHS[0]


@pytest.mark.parametrize(
    ("before", "after", "read"),
    [
        ("the Holt-", "Torsay ferry", "the Holt-Torsay ferry"),
        ("a third free-", "kick from the left", "a third free-kick from the left"),
        ("a 57-", "year-old fisherman", "a 57-year-old fisherman"),
        ("a window of two-", "to three-hour calm", "a window of two- to three-hour calm"),
        ("North-", "and South-Dale", "North- and South-Dale"),
        ("the coun-", "cil of the town", "the coun- cil of the town"),
        ("he came after-", "wards with a boat", "he came after- wards with a boat"),
    ],
)
def test_a_line_broken_at_a_hyphen(before: str, after: str, read: str) -> None:
    first = f"The ferry was late again on Monday, as it is in the winter, {before}"
    text = f"{first}\n{after} and all that nobody on the quay had been told of before they\nwent home.\n"
    document = Document(text)
    assert document.layout.lines == "wrapped"
    assert f"winter, {read} and" in document.text
    assert len(document.printed) == len(document.text)


def test_no_break_spaces_read_as_spaces() -> None:
    source = "The bridge was\xa0shut on\xa0Monday.\n\nAlso\xa0read:\xa0Ferry strike enters third week\n\nÃ\xa0 la carte"
    document = Document(source, "a.txt")
    assert document.text == source.replace("\xa0", " ").replace("Ã ", "Ã\xa0")
    found = {finding.code: finding.match for finding in lint_text(source)}
    assert found["BP163"] == "Also\xa0read:"
    assert found["ENC101"] == "Ã\xa0"


def test_a_rule_holds_in_the_layouts_that_it_names() -> None:
    ends = "The ferry was late, and the master said that the wind of the night was to blame."
    open_end = "The ferry leaves the old quay of Torsay with forty cars and all of the mail on board"
    text = f"{ends}\n{open_end}\n{ends}"
    assert [finding.code for finding in lint_text(text, select=["SN120"])] == ["SN120"]
    wrapped = "\n\n".join(textwrap.fill(line, 40) for line in [*PARAGRAPHS, *text.split("\n"), *PARAGRAPHS])
    assert Document(wrapped).layout.lines == "wrapped"
    assert lint_text(wrapped, select=["SN120"]) == []
