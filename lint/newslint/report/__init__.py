"""Reports: one module per output format, all fed the same findings in the same order."""

from __future__ import annotations

from importlib import import_module
from typing import TextIO

from newslint.report.reporter import Reporter

FORMATS = {
    "full": "Full",
    "concise": "Concise",
    "json": "Json",
    "jsonl": "JsonLines",
    "github": "GitHub",
    "sarif": "Sarif",
    "gitlab": "GitLab",
    "junit": "JUnit",
    "checkstyle": "Checkstyle",
    "rdjson": "RdJson",
    "html": "Html",
}
"""Each format's name, which is its module's, and its class."""
STATISTICS = {
    "full": "statistics",
    "concise": "statistics",
    "json": "statistics-json",
    "jsonl": "statistics-jsonl",
}
"""The formats that have counts instead of findings, and what `reporter` calls those; `files` for counts by file."""
BY_FILE = ("github", "sarif", "gitlab", "junit", "checkstyle", "rdjson")
"""The formats whose readers know files and lines alone."""
_CLASSES = {
    **FORMATS,
    "statistics": "Statistics",
    "statistics-json": "JsonStatistics",
    "statistics-jsonl": "JsonLinesStatistics",
    "files": "Files",
    "files-json": "JsonFiles",
    "files-jsonl": "JsonLinesFiles",
}


def reporter(
    name: str, stream: TextIO, color: bool = False, *, suppressed: bool = False, rule_pages: str | None = None
) -> Reporter:
    """A reporter of a format, or of counts, writing to `stream`. Only its own module is imported.

    `suppressed` is whether it is also given the findings that are suppressed. `rule_pages` is the address of a rule's
    page, with `{code}` in it.
    """
    module = import_module(f"newslint.report.{name.partition('-')[0]}")
    made: Reporter = getattr(module, _CLASSES[name])(stream, color)
    made.shows_suppressed = suppressed
    made.rule_pages = rule_pages
    if name in BY_FILE:
        from newslint.report.physical import Physical  # noqa: PLC0415

        return Physical(made)
    return made
