"""Fuzz what strangers' bytes come through, led by coverage: `python bench/fuzz.py TARGET [LIBFUZZER OPTIONS ...]`.

Targets: bytes (decoding), layout (what a text reads as, and where it stands), lint (all rules), reports (each format),
fixes, records (lines of JSON, CSV), settings, pack. Useful options: `-runs=1000000`, `-max_len=2000`, `-seed=1`,
`-max_total_time=600`, and a folder for the inputs that reached something new. An input that breaks a promise is written
to `crash-*` and its traceback shown. Needs `atheris` (extra `bench`).
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["newslint"]):
    from newslint import Document, Finding, Linter, PackError, SettingsError, fix_text, load_linter
    from newslint.errors import InputError
    from newslint.linting.selftest import examples
    from newslint.packs.reader import read_pack
    from newslint.records.fields import Fields
    from newslint.records.formats import reader as records_reader
    from newslint.records.read import texts_of
    from newslint.report import FORMATS, reporter
    from newslint.report.reporter import Summary
    from newslint.settings.read import read_settings
    from newslint.text.decode import decode

ENCODINGS = (None, None, "utf-8", "cp1252", "utf-16-le", "utf-7", "shift_jis", "utf-8-sig", "gb18030")
SUFFIXES = ("txt", "txt", "md", "html")
JOINTS = [
    *("\n", "\n\n", "\r\n", " ", ". ", "\n- ", "\n> ", "<p>", "\n# "),
    *('"', "“", "”", "'", "(", ")", "…", "\u00ad", "\ud800"),
]
LARGEST = 20_000
"""Bytes that a record may have."""


@cache
def linter() -> Linter:
    """All rules."""
    return load_linter(preview=True)


@cache
def scratch() -> Path:
    """A folder for what is read as a file."""
    return Path(tempfile.mkdtemp(prefix="newslint-fuzz-"))


@cache
def pieces() -> list[str]:
    """The examples of all rules, and marks that join or part them: what findings and fixes are made of."""
    texts = [text for loaded in linter().rules for _, text in examples(loaded)]
    plain = [text if isinstance(text, str) else text.text for text in texts]
    return [*JOINTS, *(text.replace("[[", "").replace("]]", "") for text in plain)]


def text_of(given: atheris.FuzzedDataProvider) -> str:
    """Any characters, and cuts of examples."""
    made: list[str] = []
    while given.remaining_bytes() > 3 and len(made) < 40:
        if given.ConsumeBool():
            made.append(given.ConsumeUnicode(given.ConsumeIntInRange(0, 12)))
        else:
            piece = given.PickValueInList(pieces())
            first = given.ConsumeIntInRange(0, 255) % (len(piece) + 1)
            made.append(piece[first if given.ConsumeBool() else 0 :][: given.ConsumeIntInRange(0, 255)])
    return "".join(made)


def document(data: bytes) -> Document:
    """A text of any layout: the first byte chooses its suffix."""
    given = atheris.FuzzedDataProvider(data)
    suffix = given.PickValueInList(list(SUFFIXES))
    return Document(text_of(given), f"a.{suffix}")


@contextmanager
def refusing(error: type[Exception]) -> Iterator[None]:
    """What is refused is refused in words."""
    try:
        yield
    except error as refused:
        if not str(refused):
            raise


def reads(name: str, data: bytes, read: Callable[[Path], object], error: type[Exception]) -> None:
    """A file of some bytes is read, or refused in words."""
    file = scratch() / name
    file.write_bytes(data)
    with refusing(error):
        read(file)


def check(found: Document, findings: list[Finding]) -> None:
    """Findings are sorted and unique, and each matches what stands at its place."""
    places = [(finding.start, finding.end, finding.code) for finding in findings]
    assert len(set(places)) == len(places), places
    assert [start for start, _, _ in places] == sorted(start for start, _, _ in places), places
    for finding in findings:
        assert 0 <= finding.start <= finding.end <= len(found.source), finding
        assert found.source[finding.start : finding.end] == finding.match, finding


def fuzz_bytes(data: bytes) -> None:
    """Bytes are decoded, or refused in words."""
    given = atheris.FuzzedDataProvider(data)
    encoding = given.PickValueInList(list(ENCODINGS))
    with refusing(InputError):
        assert isinstance(decode(given.ConsumeBytes(LARGEST), "a.txt", encoding), str)


def fuzz_layout(data: bytes) -> None:
    """Lines and sentences lie in order within the text, and all of it leads back into the source."""
    read = document(data)
    last = 0
    for start, end in read.lines:
        assert last <= start < end <= len(read.text), (start, end)
        first, behind = read.original(start, end)
        assert 0 <= first <= behind <= len(read.source), (first, behind)
        assert not read.text[start].isspace()
        last = end
    last = 0
    for start, end in read.units("sentence"):
        assert last <= start < end <= len(read.text), (start, end)
        last = end


def fuzz_lint(data: bytes) -> None:
    """No rule fails, and findings stand where they say."""
    read = document(data)
    linted = linter().lint(read)
    assert not linted.errors, linted.errors
    check(read, linted.findings)


def fuzz_reports(data: bytes) -> None:
    """Every format can be written of anything that is found."""
    given = atheris.FuzzedDataProvider(data)
    name = given.PickValueInList(sorted(FORMATS))
    read = Document(text_of(given), given.ConsumeUnicodeNoSurrogates(20) or "a.txt")
    findings = linter().lint(read).findings
    stream = io.StringIO()
    made = reporter(name, stream, given.ConsumeBool())
    made.start(linter().rules)
    made.document(read, findings)
    made.failed(InputError(read.path, "cannot be read"))
    made.finish(Summary())
    stream.getvalue().encode()  # nothing that no encoding takes


def fuzz_fixes(data: bytes) -> None:
    """What was mended needs no mending again."""
    read = document(data)
    once = fix_text(read.source, read.path, linter=linter())
    again = fix_text(once.text, read.path, linter=linter())
    assert again.text == once.text, (read.source, once.text, again.text)


def fuzz_records(data: bytes) -> None:
    """Every line is a record, with texts or a reason why it has none."""
    given = atheris.FuzzedDataProvider(data)
    form = given.PickValueInList(["jsonl", "csv", "tsv", "json"])
    with refusing(ValueError):
        for record in records_reader(f".{form}")(io.BytesIO(given.ConsumeBytes(LARGEST)), LARGEST):
            with refusing(ValueError):
                assert all(isinstance(text, Document) for text in texts_of(record, f"a.{form}", Fields()))


def fuzz_settings(data: bytes) -> None:
    """A settings file is read, or refused in words."""
    reads("newslint.toml", data, read_settings, SettingsError)


def fuzz_pack(data: bytes) -> None:
    """A rule file is read, or its mistakes are told."""
    reads("pack.yaml", data, read_pack, PackError)


TARGETS = {name.removeprefix("fuzz_"): value for name, value in list(globals().items()) if name.startswith("fuzz_")}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"{__doc__}\nno target: name one of {', '.join(TARGETS)}")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
