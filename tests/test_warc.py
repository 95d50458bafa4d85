"""Files of web archives: pages and texts in them are records; what is damaged is told."""

from __future__ import annotations

import gzip
from io import BytesIO

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newslint.records.record import Malformed, Record
from newslint.records.warc import read_warc

OPTIONS = ("--isolated", "--output-format", "concise", "--select", "BP101,BP111")
PAGE = "<html><body><p>Zoë Müller spoke for an hour.</p>\n<p>Skip to content</p></body></html>"
MOST = 1_000_000


def _archive(*, packed: bool = False) -> bytes:
    stream = BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "a test"}))

    def add(kind: str, content: bytes, said: str, http: str = "") -> None:
        headers = StatusAndHeaders("200 OK", [("Content-Type", http)], "HTTP/1.1") if http else None
        uri = f"http://example.org/{kind}"
        body = BytesIO(content)
        writer.write_record(
            writer.create_warc_record(uri, kind, payload=body, http_headers=headers, warc_content_type=said)
        )

    add("conversion", b"The ferry was late.\n\nLeave a Reply\n", "text/plain")
    add("response", PAGE.encode("latin-1"), "", "text/html; charset=ISO-8859-1")
    add("response", b"\x89PNG", "", "image/png")
    return stream.getvalue()


@pytest.mark.parametrize("name", ["a.warc", "a.warc.wet.gz"])
def test_pages_and_texts_are_records(newslint, folder, name: str) -> None:
    folder({name: _archive(packed=name.endswith(".gz"))})
    result = newslint(name, *OPTIONS)
    assert [line.partition(" ")[0] for line in result.out.splitlines()] == [
        f"{name}:1#text:3:1:",
        f"{name}:2#text:2:4:",
    ]
    assert result.code == 1
    assert "2 texts checked" in result.err


def test_a_page_is_decoded_as_it_says_and_named_by_its_address() -> None:
    first, second = read_warc(BytesIO(_archive()), MOST)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert first.values["id"] == "http://example.org/conversion"
    assert second.values["text"] == PAGE


def test_what_is_too_large_or_not_in_its_encoding_is_malformed_and_the_rest_is_read() -> None:
    wrong = _archive().replace(b"charset=ISO-8859-1", b"charset=utf-8     ")
    first, second = read_warc(BytesIO(wrong), MOST)
    assert isinstance(first, Record)
    assert isinstance(second, Malformed)
    assert "not UTF-8: byte 0xeb" in second.reason
    small, large = read_warc(BytesIO(_archive()), 60)
    assert isinstance(small, Record)
    assert isinstance(large, Malformed)
    assert "larger than" in large.reason


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"this is no archive\n", "no WARC file"),
        (b"", "holds no record"),
        (_archive()[: _archive().index(b"late")], "ends after 14 of its 35 bytes"),
    ],
    ids=["no-archive", "empty", "cut-short"],
)
def test_damaged_files_are_told(newslint, folder, content: bytes, told: str) -> None:
    folder({"a.warc": content})
    result = newslint("a.warc", *OPTIONS)
    assert result.code == 2
    assert told in result.err
    assert "Traceback" not in result.err


def test_an_archive_of_plain_gzip_is_read_too(newslint, folder) -> None:
    folder({"a.warc.gz": gzip.compress(_archive())})
    assert newslint("a.warc.gz", *OPTIONS).code == 1


def test_an_archive_that_breaks_off_is_told() -> None:
    whole = _archive()
    page = whole.index(b"</body>")
    *_, last = read_warc(BytesIO(whole[:page]), MOST)
    assert isinstance(last, Malformed)
    assert last.reason == "the file breaks off within it"
    with pytest.raises(ValueError, match="breaks off within what follows its 2 texts"):
        list(read_warc(BytesIO(whole[: whole.index(b"PNG")]), MOST))
    with pytest.raises(ValueError, match="does not say how long it is"):
        list(read_warc(BytesIO(whole.replace(b"Content-Length", b"Content-Lenght")), MOST))
    with pytest.raises(ValueError, match="a header lacks"):
        list(read_warc(BytesIO(whole.replace(b"WARC-Target-URI", b"WARC-Target-URL")), MOST))
