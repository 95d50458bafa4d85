"""Joints: where the paragraphs, headings and menus of a text met that were joined into one line.

A sentence that ends outside a quotation may have been the end of a paragraph; and where running text goes on with a
small word in a capital, and no mark before it, a heading met the text below it.
"""

from __future__ import annotations

from collections.abc import Iterator

from newslint.late import late
from newslint.text.sentences import sentences

LONGEST_QUOTATION = 1_500
"""Characters: a quotation that is open for longer lost its closing mark."""

_ANEW = late(r"[“\"]\w")
"""A quotation that begins within one: a paragraph of it does."""
_OPENING = late(r"[\"“‘'(\[]*[A-Z0-9]")
_MARK = late(r"[“”]|\"+")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
SENTENCE = (
    r"(?:(?:A|An|After|Although|As|At|Because|Besides|But|By|Despite|Earlier|For|He|Her|His|However|If|In|It|Many"
    r"|Meanwhile|Moreover|Nevertheless|On|Recently|She|Since|Some|The|Their|There|These|They|This|Those|Unlike|We|When"
    r"|While|With|Writing|Your|Please),? (?!and\b|of\b|to\b|with\b|for\b|or\b)"
    r"(?:the |a |an |his |her |their |this )?[a-z]{2,},?[ \n][a-z0-9]|According to )"
)
"""The beginning of running text: a small word in a capital, and small words behind it."""
DATELINE = (
    r"(?:Xinhua News Agency|[A-Z]{4,}(?: [A-Z]{4,})?|(?!Agency)[A-Z][a-z]+),(?: [A-Z][a-z]+,)?"
    rf" (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}) ?(?:\(|--|—|\.)"
)


def heading_end(behind: str = "") -> str:
    """A regex of where running text may end without a mark, not behind a small word; with `behind` it ends before that,
    and the regex matches after it."""
    small = f"(?<!\\b(?:the|and|for|was|are|but|not){behind})(?<!\\b(?:an|as|at|by|he|if|in|is|it|of|on|or|to){behind})"
    return rf"(?<=[A-Za-z0-9\")”’'!]{behind}){small}"


# These two begin with what is found fastest, a space before a capital.
_HEADING = late(rf" (?=[A-Z]){heading_end(' ')}(?={SENTENCE})")
_DATELINE = late(rf" (?=[A-Z])(?<=[^\s,] )(?={DATELINE})")
_TWICE = late(r"(?:[A-Z][a-z]+: )?((?!(\w+) \2\b)[A-Z][\w'’-]+(?: [\w'’-]+){1,11}) (?=[A-Z])(?=(?i:\1)\b)")
"""A heading said again where the text begins."""
_SITE = late(
    r"[-–—|] ?(?:Xinhua(?:net| News(?: Agency)?)?|China ?[Nn]ews(?:\.com| Network| Service)?|Yahoo! ?[Nn]ews"
    r"|BBC News|CNN|[A-Z][a-z]+ (?:Shimbun|Shinbun|Ilbo|Broadcasting)|(?:[a-zA-Z-]{1,40}\.){1,2}(?:com|org|net|co\.uk))"
    r" (?=[A-Z“\"])"
)
"""The site behind a headline."""
_ADDRESS = late(r"(?:[.!?”\"’)]|\b[A-Z][a-z]{1,30}) (https?://\S{4,300}(?<=[\w/])) (?=[\"“‘(]?[A-Z])")
"""An address between a headline, or a sentence, and the next."""
_DOUBLED = late(r"\b([a-z]{4,}(?: [a-z]{2,}){0,3}|[A-Z]{4,}) (?=[A-Z][a-z])(?i:\1)(?= )")


def find_joints(text: str) -> Iterator[int]:
    """The offsets of the spaces at which the line may be parted again, in order."""
    quoted, since = False, 0
    linked = "http" in text
    spans = sentences(text, 0, len(text))
    for at, (start, end) in enumerate(spans):
        found = {match.start() for joint in (_HEADING, _DATELINE) for match in joint.finditer(text, start, end)}
        if twice := _TWICE.match(text, start, end):
            found.add(twice.end(1))
        for address in _ADDRESS.finditer(text, start, end) if linked else ():
            found.update((address.start(1) - 1, address.end(1)))
        found.update(site.end() - 1 for site in _SITE.finditer(text, start, end))
        yield from sorted(found.union(match.end(1) for match in _DOUBLED.finditer(text, start, end)))
        for mark in _MARK.finditer(text, start, end):
            quoted, since = _opens(text, *mark.span(), quoted), end
        following = spans[at + 1][0] if at + 1 < len(spans) else end
        parted = not quoted or end - since > LONGEST_QUOTATION or _ANEW.match(text, following)
        if parted and following > end and _OPENING.match(text, following):
            yield end


def _opens(text: str, start: int, end: int, quoted: bool) -> bool:
    """Whether a quotation is open behind a mark: straight ones tell by their neighbours."""
    if text[start] != '"':
        return text[start] == "“"
    before, after = text[start - 1 : start].isalnum(), text[end : end + 1].isalnum()
    return not quoted if before == after else after
