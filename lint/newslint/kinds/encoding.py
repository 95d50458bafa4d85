"""kind: encoding. Text that went through a wrong decoder, or was decoded too little; the suggestion is the repair."""

from __future__ import annotations

import html
import re
import unicodedata
from binascii import a2b_qp
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal
from urllib.parse import unquote

from newslint.kinds.kind import NOTHING, Hit, Kind, Match, Sought, seek
from newslint.kinds.pattern import PatternMatcher
from newslint.rule import templates
from newslint.rule.declaration import LoadedRule, Regexes, Rule, many
from newslint.text.document import Document

_C0 = (*range(1, 9), *range(14, 26), *range(27, 32), 127)
_C1 = (*range(128, 133), *range(134, 160))
_CHARACTERS = {
    "replacement": "\ufffd",
    "control": "".join(map(chr, (*_C0, *_C1))),
    "invisible": "\u00ad\u061c\u115f\u1160\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\x1a"
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffc",
    "space": "\u0085\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000",
    "full-width": "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))),
}
_SUSPECT = re.compile(r"[^\x00-\x7f“”‘’–—…][^\x00-\x7f]|[^\x00-\x7f][^\x00-\x7f“”‘’–—…]|[\x80-\x9fÂÃâ¬]")
"""What a line must hold for ftfy to find anything in it: two characters beyond ASCII, or a telling one."""
_SURE = re.compile(r"â€|(?<=[A-Za-z])Ã[¡¢£¤§¨©ª«\xad±²³´¶¹º»¼]|Â(?=[£©®°·»¿§])")
"""What no language writes, whatever ftfy can make of it."""
_IN_CAPITALS = re.compile(r"[A-Z]{2}Â\xa0[A-Z]{2}")
"""Â at the end of a word in capitals, before a fixed space: a letter as likely as a trace of decoding."""
_GAP = re.compile("(?<=[a-z]{2})  (?=[a-z]{2})")
_MANY_GAPS = 4
_OTHER = re.compile("[\u0370-\u0373\u0386-\u04ff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_MIXED = re.compile(r"[A-Za-zÀ-ɏ]+[Ͱ-ͳΆ-ӿ][^\W\d_]*|[Ͱ-ͳΆ-ӿ]+[A-Za-zÀ-ɏ][^\W\d_]*")
_LIKE = str.maketrans("АВЕЅІЈКМНОРСТУХаеѕіјорсухһΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTYXaesijopcyxhABEZHIKMNOPTYXo")

Damage = Literal["mojibake", "garbled", "replacement", "control", "mixed-script"]
Oddity = Literal["invisible", "space", "gap", "full-width"]
Escape = Literal["html", "backslash", "mail", "url"]
Misreading = Literal["utf-8-as-mac", "utf-8-as-dos", "utf-8-as-cp1250", "utf-8-as-cp1251", "mac", "windows-as-mac"]


class EncodingRule(Rule, tag="encoding", frozen=True, kw_only=True):
    """What to `find`.

    `mojibake`: bytes read in a wrong encoding, where ftfy's plan for the line mends the word; `garbled`: the same
    where the plan fails; `replacement`: U+FFFD; `control`: control characters; `invisible`: characters that nobody
    sees; `space`: spaces of unusual width; `gap`: two spaces between two words, unless a text has many;
    `full-width`: Latin letters and digits of East Asian width; `mixed-script`: words of Latin letters with a Cyrillic
    or Greek one that looks like them; `pattern`: what the regexes of `pattern` match, with the text that `decode`
    makes of it as the suggestion.
    """

    find: Damage | Oddity | Literal["pattern"]
    pattern: Regexes = []
    decode: Escape | Misreading | None = None

    def __post_init__(self) -> None:
        if (self.find == "pattern") != bool(self.pattern):
            raise ValueError("`pattern` and `find: pattern` go together")


def _recode(read_as: str, written_in: str) -> Callable[[str], str]:
    """Undo the reading of bytes in one encoding that were written in another."""
    return lambda text: text.encode(read_as).decode(written_in)


_DECODE: Mapping[str, Callable[[str], str]] = {
    "html": lambda text: html.unescape(html.unescape(text)),
    "backslash": lambda text: _backslash(text),
    "mail": lambda text: _octets(a2b_qp(text.encode("ascii"))),
    "url": lambda text: unquote(text, errors="strict"),
    "utf-8-as-mac": _recode("mac_roman", "utf-8"),
    "utf-8-as-dos": _recode("cp437", "utf-8"),
    "utf-8-as-cp1250": _recode("cp1250", "utf-8"),
    "utf-8-as-cp1251": _recode("cp1251", "utf-8"),
    "mac": _recode("cp1252", "mac_roman"),
    "windows-as-mac": _recode("mac_roman", "cp1252"),
}


def _backslash(text: str) -> str:
    """Undo the escapes of JSON and of programming languages."""
    if text.startswith("\\x"):
        return _octets(bytes(int(digits, 16) for digits in re.findall(r"\\x(..)", text)))
    units = re.sub(r"\\(?:u(....)|(.))", lambda part: chr(int(part[1], 16)) if part[1] else _escaped(part[2]), text)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _octets(octets: bytes) -> str:
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("cp1252")


def _escaped(letter: str) -> str:
    return {"n": "\n", "r": "\r", "t": "\t"}.get(letter, letter)


_PLAIN: Mapping[str, Callable[[str], str]] = {
    "space": lambda run: " ",
    "full-width": lambda run: unicodedata.normalize("NFKC", run),
}


class Characters:
    """Runs of characters that no text should hold; for wide ones the plain ones in their place."""

    def __init__(self, find: str) -> None:
        self._run = re.compile(f"[{re.escape(_CHARACTERS[find])}]+")
        self._find = find
        self.sought: Sequence[Sought] = [seek(self._run.pattern, "document")]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of whole runs."""
        for match in self._run.finditer(document.text):
            values = {"code": f"U+{ord(match[0][0]):04X}"}
            if self._find in _PLAIN:
                values["suggestion"] = _PLAIN[self._find](match[0])
            yield Match(*match.span(), values)


class Mojibake:
    """Words that ftfy calls bad: those that its plan for the line mends, or those that it does not."""

    def __init__(self, mended: bool) -> None:
        self.sought: Sequence[Sought] = [seek(_SUSPECT.pattern, "line")]
        self._mended = mended

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of the damaged words, line by line."""
        suspected = [(start, end) for _, start, end in hits if _SUSPECT.search(document.text, start, end)]
        if not suspected:
            return
        from ftfy import fix_encoding  # noqa: PLC0415  (slow to import)
        from ftfy.badness import BADNESS_RE  # noqa: PLC0415

        for start, end in suspected:
            line = document.text[start:end]
            done, plan = 0, None
            for bad in sorted([*BADNESS_RE.finditer(line), *_SURE.finditer(line)], key=re.Match.start):
                if bad.start() < done:
                    continue
                first, done = _word(line, *bad.span())
                damaged = line[first:done]
                plan = fix_encoding(line) if plan is None else plan
                fixed = fix_encoding(damaged)
                if (plan == line and not _SURE.search(damaged)) or _IN_CAPITALS.search(damaged):
                    continue
                mended = fixed != damaged and fixed in plan and not BADNESS_RE.search(fixed)
                if mended is self._mended:
                    values = {"suggestion": fixed} if fixed != damaged else NOTHING
                    yield Match(start + first, start + done, values)


def _word(line: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to the white space around it."""
    first = line.rfind(" ", 0, start) + 1
    last = line.find(" ", end)
    return first, len(line) if last < 0 else last


class Gaps:
    """Two spaces where one stands, or a dash stood."""

    def __init__(self) -> None:
        self.sought: Sequence[Sought] = [seek(_GAP.pattern, "document")]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of the spaces; none in a text that is justified or carelessly typed."""
        gaps = list(_GAP.finditer(document.text))
        yield from (Match(*gap.span()) for gap in gaps if len(gaps) <= _MANY_GAPS)


class MixedScript:
    """Words of two alphabets, with the Latin word that they look like."""

    def __init__(self) -> None:
        self.sought: Sequence[Sought] = [seek(_MIXED.pattern, "document")]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of whole words."""
        if not _OTHER.search(document.text):
            return
        for match in _MIXED.finditer(document.text):
            like = match[0].translate(_LIKE)
            if not _OTHER.search(like):
                yield Match(*match.span(), {"suggestion": like})
            elif _CYRILLIC.search(like):
                yield Match(*match.span())


class Decoded:
    """What regexes match, with what a decoder makes of it."""

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, EncodingRule)
        found = [(pattern, NOTHING) for _, pattern in patterns(loaded)]
        self._matcher = PatternMatcher(found, loaded.rule.scope)
        self._decode = loaded.rule.decode
        self.sought = self._matcher.sought

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of the regexes; a text that cannot be decoded has no suggestion."""
        for match in self._matcher.find(document, hits):
            damaged = document.text[match.start : match.end]
            try:
                fixed = _DECODE[self._decode](damaged) if self._decode else damaged
            except ValueError:
                fixed = damaged
            yield match._replace(values={**match.values, "suggestion": fixed}) if fixed != damaged else match


def compile_rule(loaded: LoadedRule) -> Characters | Mojibake | Gaps | MixedScript | Decoded:
    """Choose the matcher."""
    rule = loaded.rule
    assert isinstance(rule, EncodingRule)
    if rule.find == "pattern":
        return Decoded(loaded)
    if rule.find == "mixed-script" or rule.find == "gap":
        return MixedScript() if rule.find == "mixed-script" else Gaps()
    if rule.find == "mojibake" or rule.find == "garbled":
        return Mojibake(rule.find == "mojibake")
    return Characters(rule.find)


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """The rule's regexes with their lists written out."""
    assert isinstance(loaded.rule, EncodingRule)
    for pattern in many(loaded.rule.pattern):
        yield "pattern", templates.regex(pattern, loaded.lists)


KIND = Kind(EncodingRule, compile_rule, patterns, values=("code", "suggestion"), grouped=True)
