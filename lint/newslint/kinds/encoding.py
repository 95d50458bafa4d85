"""kind: encoding. Text that went through a wrong decoder, by ftfy's measure of badness."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from newslint.document import Document
from newslint.kinds.kind import Hit, Kind, Match, no_patterns
from newslint.rule import LoadedRule, Rule

_CHARACTERS = {
    "replacement": "\ufffd",
    "control": "".join(map(chr, (*range(1, 9), *range(14, 32), *range(127, 133), *range(134, 160)))),
}
_SUSPECT = re.compile(r"[^\x00-\x7f“”‘’–—…][^\x00-\x7f]|[^\x00-\x7f][^\x00-\x7f“”‘’–—…]|[\x80-\x9fÂÃâ¬]")
"""What a line must hold for ftfy to find anything in it: two characters beyond ASCII, or a telling one."""


class EncodingRule(Rule, tag="encoding", frozen=True, kw_only=True):
    """`mojibake`: bytes read in a wrong encoding; `replacement`: U+FFFD; `control`: control characters."""

    find: Literal["mojibake", "replacement", "control"]


class Characters:
    """Runs of characters that no text should hold."""

    always = False

    def __init__(self, characters: str) -> None:
        self._run = re.compile(f"[{re.escape(characters)}]+")
        self.literals: Sequence[str] = list(characters)

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of whole runs."""
        for match in self._run.finditer(document.text):
            yield Match(*match.span(), {"code": f"U+{ord(match[0][0]):04X}"})


class Mojibake:
    """Sequences that ftfy calls bad, with the text it would put in their place."""

    literals: Sequence[str] = ()
    always = True

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of the damaged words, line by line. ASCII documents are passed over at once."""
        if document.text.isascii() or not _SUSPECT.search(document.text):
            return
        from ftfy import fix_encoding  # noqa: PLC0415  (slow to import)
        from ftfy.badness import BADNESS_RE  # noqa: PLC0415

        for start, end in document.lines:
            line = document.text[start:end]
            if line.isascii() or not _SUSPECT.search(line):
                continue
            done = 0
            for bad in BADNESS_RE.finditer(line):
                if bad.start() < done:
                    continue
                first, done = _word(line, *bad.span())
                damaged = line[first:done]
                fixed = fix_encoding(damaged)
                values = {"suggestion": fixed} if fixed != damaged else {}
                yield Match(start + first, start + done, values)


def _word(line: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to the white space around it."""
    first = line.rfind(" ", 0, start) + 1
    last = line.find(" ", end)
    return first, len(line) if last < 0 else last


def compile_rule(loaded: LoadedRule) -> Characters | Mojibake:
    """Choose the matcher."""
    assert isinstance(loaded.rule, EncodingRule)
    return Mojibake() if loaded.rule.find == "mojibake" else Characters(_CHARACTERS[loaded.rule.find])


KIND = Kind(EncodingRule, compile_rule, no_patterns)
