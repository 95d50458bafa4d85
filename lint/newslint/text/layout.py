"""Layout: how a text is set, found out once, and what it reads as when a paragraph is a line.

Rules see the text that is read, and findings are led back to the text as it is. Wrapped lines of a paragraph read as
one, marks of quotation and the signs of Markdown as nothing, an entity as what it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from newslint.english.lexicon import lexicon
from newslint.late import late
from newslint.text.joints import find_joints
from newslint.text.markdown import find_signs, is_markdown
from newslint.text.rows import bullets, find_rows, mark_end
from newslint.text.shifts import Edit, Shifts, edit
from newslint.text.soft import find_soft
from newslint.text.units import Lines
from newslint.text.wrap import WIDEST, Row, find_wraps

ONE_LINE = 700
"""Characters: so long a text has paragraphs, and where it has no line end they were joined."""

SHORT = 2_000
"""Characters: a shorter text may be wrapped without a line that goes on in lower case."""
_SET_IN = late(r"\n(?:[ \t]+\S|[*+•‣⁃◦▪▫●○■□►▶·-][ \t]|>)")
"""Before a line that is indented, or begins with the mark of an item or of a quotation: found by the line end."""
_GOES_ON = late(r"\n[ \t]*[\"“‘'(\[]?[a-z]")
JOINT = " "

_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php", ".jsp")
_COMMENTS = r"(?:<!--(?:(?!-->).){0,500}-->\s*)*"
"""Each ends in one place only, so that what is no page is seen at once."""
_PAGE = late(rf"(?is)\s*(?:<\?xml[^>]{{0,200}}\?>\s*)?{_COMMENTS}<(?:!doctype\s+html|html|head|body)\b")
_BODY = late(r"(?i)<body[\s>]")

_ODD_ENDS = {"\r": "CR", "\u2028": "U+2028", "\u2029": "U+2029", "\x85": "U+0085"}
_WORD = late(r"[^\W\d_]+")
_BLANK = late(r"(?m)^[ \t]*>(?:[ \t]*>)*[ \t\r]*$")
"""A blank line of a quotation."""
_ODD_END = late("[\r\u2028\u2029\x85]")
_HARD_SPACE = late("(?<=[!-~“”‘’–—…])\xa0")
"""A no-break space behind a character of print; behind another one it may be half of a wrongly decoded letter."""


_SAID: dict[Lines, str] = {
    "paragraphs": "a paragraph a line",
    "wrapped": "hard-wrapped",
    "one line": "all in one line",
}


class Layout(NamedTuple):
    """How a text is set. `ends` names the characters that end its lines, where those are odd ones.

    `width` is the length in code points of the longest line that is wrapped, `soft` whether soft hyphens part words.
    """

    lines: Lines = "paragraphs"
    markup: Literal["", "Markdown", "HTML"] = ""
    quoted: bool = False
    ends: str = ""
    width: int = 0
    soft: bool = False

    def __str__(self) -> str:
        parts = [_SAID[self.lines] + (f" at {self.width}" if self.width else "")]
        if self.markup:
            parts.insert(0, self.markup)
        if self.quoted:
            parts.append("set as a quotation")
        if self.soft:
            parts.append("with soft hyphens in its words")
        if self.ends:
            parts.append(f"lines ended by {self.ends}")
        return ", ".join(parts)


class Reading(NamedTuple):
    """What a text reads as.

    `parted` is the same with a line end wherever a paragraph ends, also where paragraphs were joined into one line;
    `printed` with one wherever a line ends, also within a paragraph. `fault` says why newslint could not see how it is
    set, and took it as it stands.
    """

    text: str
    parted: str
    printed: str
    shifts: Shifts | None
    layout: Layout
    fault: str = ""


def as_it_stands(source: str, fault: str) -> Reading:
    """A text that is read without a look at how it is set."""
    return Reading(source, source, source, None, Layout(), fault)


def read(source: str, path: str) -> Reading:
    """Find the layout of a text and read it so."""
    if _is_page(source, path):
        from newslint.text.html import read_page  # noqa: PLC0415  (slow to import, needed for pages only)

        text, shifts = read_page(source)
        text = _with_plain_spaces(text)
        return Reading(text, text, text, shifts, Layout(_lines(text, False), "HTML"))
    text, ends = _with_line_ends(source)
    text = _with_plain_spaces(text)
    markdown = is_markdown(text, path)
    soft = find_soft(text)
    if not (markdown or soft) and _lines(text, False) == "one line":
        return Reading(text, _parted(text), text, None, Layout("one line", ends=ends))
    marked = markdown or soft or _SET_IN.search(f"\n{text}")
    if not (marked or _may_be_wrapped(text)):
        return Reading(text, text, text, None, Layout("paragraphs", ends=ends))
    rows = find_rows(text)
    wraps = find_wraps(text, rows)
    quoted = any(row.depth for row in rows)
    width = max((rows[at].length for at in wraps), default=0)
    layout = Layout(_lines(text, bool(wraps)), "Markdown" if markdown else "", quoted, ends, width, bool(soft))
    going_on = set(wraps)
    listed = bullets(text, rows)
    edits = [*_joints(text, rows, wraps), *_marks(text, rows, going_on, markdown, listed), *soft]
    if markdown:
        edits += find_signs(text, rows, going_on)
    if not (edits or markdown):
        return Reading(text, text, text, None, layout)
    edits.sort()
    joined, shifts = edit(text, edits)
    printed = edit(text, _as_printed(edits))[0] if wraps else joined
    parted = _parted(joined) if _lines(joined, False) == "one line" else joined
    return Reading(joined, parted, printed, shifts, layout)


def _as_printed(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits with a line end where they join lines."""
    for start, end, put in edits:
        yield Edit(start, end, "\n" if put == JOINT else put)


def _may_be_wrapped(text: str) -> bool:
    """Whether a closer look pays: the lines are short, and one goes on in lower case, or the text is short."""
    if len(text) > WIDEST * (text.count("\n") + 1):
        return False
    return len(text) < SHORT or _GOES_ON.search(text) is not None


def _is_page(text: str, path: str) -> bool:
    """Whether a text is a page of HTML: by its name, or because it begins as one."""
    if path.lower().endswith(_PAGE_SUFFIXES):
        return "<" in text
    return "<" in text[:2000] and (_PAGE.match(text) is not None) and ("</" in text or _BODY.search(text) is not None)


def _with_line_ends(text: str) -> tuple[str, str]:
    """A text whose only line ends are odd characters, with line ends in their place, and the names of those."""
    if "\n" in text.rstrip("\n") or not (odd := _ODD_END.search(text)):
        return text, ""
    found = [name for char, name in _ODD_ENDS.items() if char in text] if odd else []
    return _ODD_END.sub("\n", text), " and ".join(found)


def _with_plain_spaces(text: str) -> str:
    """A text in which no-break spaces read as the spaces that they are."""
    return _HARD_SPACE.sub(" ", text) if "\xa0" in text else text


def _lines(text: str, wrapped: bool) -> Lines:
    if wrapped:
        return "wrapped"
    return "one line" if len(text) > ONE_LINE and "\n" not in text.strip() else "paragraphs"


def _parted(text: str) -> str:
    """A text in one line with line ends at its joints."""
    parts: list[str] = []
    done = 0
    for at in find_joints(text):
        parts += text[done:at], "\n"
        done = at + 1
    return "".join([*parts, text[done:]])


def _joints(text: str, rows: Sequence[Row], wraps: Sequence[int]) -> Iterator[Edit]:
    """A space in place of each line end within a paragraph, and of what stands around it.

    Nothing where the line was broken at the hyphen of a compound, as programs that wrap do.
    """
    for at in wraps:
        end, start = rows[at].end, rows[at + 1].start
        yield Edit(end, start, "" if text[end - 1] == "-" and _compound(text, end - 1, start) else JOINT)


def _compound(text: str, hyphen: int, start: int) -> bool:
    """Whether a hyphen parts what stands for itself: names, a figure, or two words that are none together.

    Others are halves of a word, or begin what the next word goes on with: “two- to three-hour”.
    """
    after = _WORD.match(text, start)
    before = _WORD.search(text[max(0, hyphen - 40) : hyphen][::-1])
    if after is None or after[0] in ("and", "or", "to"):
        return False
    if before is None or before.start():
        return text[hyphen - 1 : hyphen].isdigit()
    first, second = before[0][::-1].lower(), after[0]
    known = lexicon()
    return second[0].isupper() or (first in known and second in known and first + second not in known)


def _marks(text: str, rows: Sequence[Row], wraps: set[int], markdown: bool, listed: frozenset[str]) -> Iterator[Edit]:
    """Indents and marks of quotation and of lists, in Markdown also of headings, taken from the beginning of rows."""
    for at, row in enumerate(rows):
        if at - 1 in wraps:
            continue
        start = text.rfind("\n", 0, row.line) + 1 if row.depth else row.line
        end = mark_end(text, row) if markdown or text[row.start] in listed else row.start
        if text[end : end + 1].islower():
            end = row.start  # the mark says why it begins in lower case
        if end > start:
            yield Edit(start, end, "")
    for blank in _BLANK.finditer(text) if any(row.depth for row in rows) else ():
        yield Edit(*blank.span(), "")
