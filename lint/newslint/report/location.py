"""Where a document lies, as the consumers of reports want it, from the root of the checkout; and a rule's page."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def relative(path: str) -> str:
    """A path with forward slashes, from GITHUB_WORKSPACE or else the current folder; as it is if outside both."""
    absolute = Path(os.path.abspath(path))
    for root in filter(None, (os.environ.get("GITHUB_WORKSPACE"), os.getcwd())):
        if absolute.is_relative_to(root):
            return absolute.relative_to(root).as_posix()
    return Path(path).as_posix()


def uri(path: str) -> str:
    """A path as a URI reference, percent-encoded: relative, or `file:` for a place outside the checkout."""
    place = relative(path)
    encoded = quote(place.encode("utf-8", "surrogateescape"))
    return f"file://{'' if encoded.startswith('/') else '/'}{encoded}" if Path(place).is_absolute() else encoded


def page_of(code: str, rule_pages: str | None) -> str | None:
    """The address of a rule's page, as the setting `rule-pages` has it with `{code}`; None where it has none."""
    return rule_pages.replace("{code}", quote(code)) if rule_pages else None
