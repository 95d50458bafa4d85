"""Markdown: which of its signs are no text.

Headings, items of lists and emphasis are text; code, link targets, tags and front matter are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from newslint.late import late
from newslint.text.shifts import Edit
from newslint.text.wrap import Row

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx")

CODE = "X"
"""What code within a sentence reads as: a thing with a name."""

_SIGNS = tuple(
    (parts, late(sign, re.M))
    for parts, sign in (
        (("#", "\n====", "\n----"), r"^[ >]{0,4}#{1,6} +\S.*$|^(?=.*\w).{3,100}\n(?:={4,}|-{4,})$"),  # headings
        (("* ", "+ ", "- "), r"^[ >]{0,6}[*+-] +\S.*\n(?:\s*\n)?[ >]{0,6}[*+-] +\S"),  # two items of a list
        (
            ("**", "__"),
            r"(?<!\*)\*\*[^\s*][^*\n]{0,200}\*\*(?!\*)|(?<![\w_])__[^\s_][^_\n]{0,200}__(?![\w_])",  # bold
        ),
        (("](",), r"(?<!!)\[[^\[\]\n]{1,200}\]\((?:https?:|/|#)[^\s()]*\)"),  # links
        (("* *", "***", "___"), r"^ {0,3}(?:(?:\* ){2,}\*|\*{3,}|_{3,})[ \t]*$"),  # rules
        (("![",), r"!\[[^\[\]\n]{0,200}\]\([^\s()]+\)"),  # images
        (("\\",), r"\w\\[-+.!_*()\[\]#]"),  # escapes
        (("```",), r"^[ >]{0,4}```"),  # code
        (("]:",), r"^\[[^\]\n]+\]: +<?(?:https?:|/)"),  # where links lead
    )
)
"""Signs of Markdown, each with texts of which one stands in every such sign."""
_LIST = late(r"(?m)^(?:\* \S.*\n){2}\* \S")
"""Items of a list that nothing but Markdown, and what pages are converted to, sets so."""
_FENCE = late(r"(`{3,}|~{3,})")
_FRONT = late(
    r"(?s)\A---[ \t]*\r?\n.{0,20000}?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
    r"|\A\+\+\+[ \t]*\r?\n.{0,20000}?\n\+\+\+[ \t]*(?:\r?\n|\Z)"
)
_WHOLE = late(
    r"(?:[-*_][ \t]*){3,}|={3,}|\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?"  # rules, lines below a heading
    r"|\[[^\]\n]{1,200}\]:[ \t]+\S.{0,2000}|<!--.{0,2000}?-->"  # where a link leads, a comment
)
_IMAGE = r"!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,2000})?\)|\[[^\]\n]{0,200}\])"
_TITLE = r"(?:[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?"
_TARGET = rf"\((?:<[^<>\n]{{0,2000}}>|[^\s()]{{0,2000}}(?:\([^\s()]{{0,200}}\)[^\s()]{{0,2000}})?){_TITLE}\)"
_INLINE = late(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`{1,2})(?!`)(?P<code>[^`\n]{1,500})(?P=ticks)(?!`)"
    rf"|(?P<image>{_IMAGE})"
    rf"|(?P<open>\[)(?=(?:[^\[\]]|{_IMAGE}){{1,1000}}\](?:{_TARGET}|\[[^\]\n]{{0,200}}\]))"
    rf"|(?P<close>\](?:{_TARGET}|\[[^\]\n]{{0,200}}\]))"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>\n]{0,500})?/?>|<(?:https?|mailto):[^<>\s]{1,2000}>|<!--.{0,500}?-->)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<emphasis>(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?!\*)|(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])|~~)"
)
_SIGN = late(r"[\\`\[\]<&*_~]")


def is_markdown(text: str, path: str) -> bool:
    """Whether a text is Markdown: by its name, or plainly by signs of three kinds, by many of two, or by a list."""
    if path.lower().endswith(SUFFIXES):
        return True
    if not ("*" in text or "#" in text or "](" in text or "```" in text or "__" in text):
        return False
    counts = [
        sum(1 for _ in sign.finditer(text)) if any(map(text.__contains__, parts)) else 0 for parts, sign in _SIGNS
    ]
    kinds = sum(map(bool, counts))
    return kinds >= 3 or (kinds == 2 and sum(counts) >= 6) or counts[3] >= 3 or _LIST.search(text) is not None


def find_signs(text: str, rows: Sequence[Row], wraps: Collection[int]) -> Iterator[Edit]:
    """The edits that leave the text; marks at the beginning of rows are not among them.

    `wraps` are the places of rows whose paragraph goes on in the next: emphasis and links do so, too.
    """
    front = _FRONT.match(text)
    at = front.end() if front else 0
    if front:
        yield Edit(0, front.end(), "")
    fence = ""
    begun = 0
    first: int | None = None
    for place, row in enumerate(rows):
        if row.start < at:
            continue
        words = text[row.start : row.end]
        mark = _FENCE.match(words) if words[0] in "`~" else None
        if fence:
            if mark and mark[0].startswith(fence):
                yield Edit(begun, row.end, "")
                fence = ""
        elif mark:
            fence, begun = mark[0], row.start
        elif _WHOLE.fullmatch(words):
            yield Edit(row.start, row.end, "")
        else:
            first = row.start if first is None else first
            if place in wraps:
                continue
            yield from _inline(text, first, row.end)
        first = None
    if fence:
        yield Edit(begun, len(text), "")


def _inline(text: str, start: int, end: int) -> Iterator[Edit]:
    """The edits within a row."""
    if not _SIGN.search(text, start, end):
        return
    opened: dict[str, int] = {}
    found: list[Edit] = []
    for match in _INLINE.finditer(text, start, end):
        first, last = match.span()
        kind = match.lastgroup
        if kind == "escaped":
            found.append(Edit(first, first + 1, ""))
        elif match["code"]:
            found.append(Edit(first, last, CODE))
        elif kind == "emphasis":
            sign = match[0]
            before = opened.pop(sign, None)
            if before is None:
                opened[sign] = first
            else:
                found += [Edit(before, before + len(sign), ""), Edit(first, last, "")]
        elif kind == "entity":
            from html import unescape  # noqa: PLC0415  (a table of all entities, seldom needed)

            found.append(Edit(first, last, unescape(match[0])))
        else:
            found.append(Edit(first, last, ""))
    yield from found
