"""Bytes to text, and where lines, paragraphs and sentences are."""

from __future__ import annotations

import codecs

import pytest

from newslint.errors import InputError
from newslint.text.decode import decode
from newslint.text.document import HEAD_LINES, MAX_UNIT, TAIL_LINES, Document


def spans(document: Document, scope) -> list[str]:
    return [document.text[start:end] for start, end in document.units(scope)]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"plain\n", "plain\n"),
        ("naïve “quote” 😀".encode(), "naïve “quote” 😀"),
        (codecs.BOM_UTF8 + b"marked", "marked"),
        (codecs.BOM_UTF16_LE + "näher".encode("utf-16-le"), "näher"),
        (codecs.BOM_UTF16_BE + "näher".encode("utf-16-be"), "näher"),
        (codecs.BOM_UTF32_LE + "näher".encode("utf-32-le"), "näher"),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data, "a.txt") == text


def test_undecodable_names_the_byte_and_a_way_out() -> None:
    with pytest.raises(InputError) as caught:
        decode(b"one\ntwo caf\xe9\n", "a.txt")
    assert str(caught.value) == (
        "a.txt: not UTF-8: byte 0xe9 at offset 11 (line 2); "
        "say what it is with --encoding, for example --encoding cp1252"
    )


def test_encoding_decodes_what_utf8_does_not() -> None:
    assert decode(b"caf\xe9", "a.txt", "cp1252") == "café"


def test_a_byte_order_mark_is_stronger_than_the_encoding_named() -> None:
    assert decode(codecs.BOM_UTF8 + "café".encode(), "a.txt", "cp1252") == "café"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x1f\x8b\x08\0abc", "gzip"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\0[Content_Types].xml word/document.xml", "Word"),
        (b"PK\x03\x04\x14\0data.txt", "ZIP"),
        (b"PAR1\x15\x04", "Parquet"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        ("The bridge is open.\n".encode("utf-16-le"), "--encoding utf-16-le"),
        ("The bridge is open.\n".encode("utf-16-be"), "--encoding utf-16-be"),
        (bytes(range(256)) * 3, "a kind that is not known"),
        (bytes(range(32)) * 3 + b"plain", "binary, not text: control character U\\+0000 at offset 0"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        decode(data, "a.txt")


def test_a_pdf_is_no_text_whatever_encoding_is_named() -> None:
    with pytest.raises(InputError, match="PDF"):
        decode(b"%PDF-1.7\n", "a.txt", "cp1252")


@pytest.mark.parametrize("text", ["Crews will shut o\0 the water.", "a\x01b c", "It opened.\x0cThe mayor came.\x1b[0m"])
def test_a_few_control_characters_are_left_to_the_rules(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text


def test_only_lf_and_crlf_end_a_line() -> None:
    document = Document("a\rb\fc\x85d\u2028e\r\nsecond\nthird")
    assert document.position(document.text.index("e")) == (1, 9)
    assert document.position(document.text.index("second")) == (2, 1)
    assert document.position(document.text.index("third")) == (3, 1)
    assert [document.text[slice(*document.line_span(at))] for at in (0, 12)] == ["a\rb\fc\x85d\u2028e", "second"]


def test_columns_count_code_points() -> None:
    document = Document("😀 e\u0301 x")
    assert document.position(document.text.index("x")) == (1, 6)


def test_end_of_text_has_a_position() -> None:
    assert Document("ab\n").position(3) == (2, 1)
    assert Document("").position(0) == (1, 1)


def test_units_have_no_white_space_at_their_ends() -> None:
    document = Document("  One line here. And more.  \r\n\r\n\tTwo.\n")
    assert spans(document, "line") == ["One line here. And more.", "Two."]
    assert spans(document, "sentence") == ["One line here.", "And more.", "Two."]
    assert spans(document, "document") == [document.text]


@pytest.mark.parametrize("scope", ["line", "paragraph", "sentence", "document"])
@pytest.mark.parametrize(
    "text", ["", "\n", "  \n \n", "One.\n\n  Two words. Three.\r\nFour", "x" * 30_000, "ab. " * 9_000]
)
def test_unit_around_an_offset_is_one_of_the_units(scope, text: str) -> None:
    document = Document(text)
    units = document.units(scope)
    for start, end in units:
        assert document.unit(scope, start) == (start, end)
        assert document.unit(scope, (start + end) // 2) == (start, end)


WRAPPED = """The council met on Tuesday to discuss the plans for the new
bridge over the river, which has been closed since the
floods of last winter.

A second paragraph follows here and it is wrapped as
well, so that its lines break off within a sentence and
go on below.
"""


def test_wrapped_lines_make_paragraphs() -> None:
    document = Document(WRAPPED)
    assert document.layout.lines == "wrapped"
    assert len(spans(document, "paragraph")) == len(spans(document, "line")) == len(spans(document, "sentence")) == 2
    assert all("\n" not in text for text in spans(document, "line"))
    assert len(document.rows.spans) == 6


def test_lines_of_their_own_are_paragraphs() -> None:
    document = Document("Short heading\nA full sentence stands here.\nAnd another one.\n")
    assert document.layout.lines == "paragraphs"
    assert document.units("paragraph") == document.lines


def test_long_lines_are_cut_at_sentences() -> None:
    document = Document("Nothing happened on this day. " * 1_000)
    assert all(end - start <= MAX_UNIT for start, end in document.lines)
    assert all(text.startswith("Nothing") and text.endswith("day.") for text in spans(document, "line"))


def test_zones_hold_the_first_and_last_lines_that_are_not_blank() -> None:
    lines = [f"line {number}" for number in range(40)]
    document = Document("\n\n".join(lines))
    head, tail = (document.text[slice(*document.zone(zone))] for zone in ("head", "tail"))
    assert head.split("\n\n") == lines[:HEAD_LINES]
    assert tail.split("\n\n") == lines[-TAIL_LINES:]
    assert Document("").zone("head") == (0, 0)


def test_neighbours_are_paragraphs() -> None:
    document = Document("One.\n\nTwo.\nThree.")
    at = document.text.index("Two")
    assert document.text[slice(*document.neighbour("before", at))] == "One."
    assert document.text[slice(*document.neighbour("after", at))] == "Three."
    start, end = document.neighbour("before", 0)
    assert start == end


def test_another_alphabet_read_as_latin_1_is_damaged_and_no_binary_data() -> None:
    damaged = "Η βουλή συνεδρίασε τη Δευτέρα".encode().decode("latin-1")
    assert decode(damaged.encode(), "a.txt") == damaged
