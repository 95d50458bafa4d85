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
}
"""Each format's name, which is its module's, and its class."""


def reporter(name: str, stream: TextIO, color: bool = False) -> Reporter:
    """A reporter of a format (or `statistics`), writing to `stream`. Only its own module is imported."""
    module = import_module(f"newslint.report.{name}")
    made: Reporter = getattr(module, {**FORMATS, "statistics": "Statistics"}[name])(stream, color)
    return made
