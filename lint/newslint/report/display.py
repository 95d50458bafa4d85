"""Text as a terminal or a log shows it: one line, nothing invisible, widths known."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from newslint.late import late
from newslint.linting.finding import Finding

TAB = "    "
"""What a tab is shown as: four columns."""

_JOINER = "\u200d"
_BREAKS = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")

_MARK = late(r"##(\w*)\[")
_COMMAND = late(r"^(\s*)::")


@lru_cache(maxsize=4096)
def shown(char: str) -> str:
    """A character as shown: a control by its picture, whatever else is invisible by its number, `<U+200B>`."""
    if char == "\t":
        return TAB
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\u2421"
    if char != _JOINER and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return f"<U+{ord(char):04X}>"
    return char


def visible(text: str) -> str:
    """A text with every control and invisible character shown, so that it stays on its line."""
    return text if text.isprintable() else "".join(map(shown, text))


def one_line(text: str) -> str:
    """A text on one line: a space for a line end or tab, what else is invisible shown."""
    return text if text.isprintable() else visible(text.replace("\r\n", " ").translate(_BREAKS))


def unmarked(line: str) -> str:
    """A line without `##[`, which the runners of CI services obey wherever it stands in a log."""
    return _MARK.sub(r"##\1⟦", line) if "##" in line else line


def harmless(line: str) -> str:
    """A line that no runner of a CI service takes for a command: such lines begin with `::`, or hold `##[`."""
    return unmarked(_COMMAND.sub(r"\1∷", line) if "::" in line else line)


@lru_cache(maxsize=4096)
def width(char: str) -> int:
    """The columns that a character as read takes when shown: 0 combining, 1, 2 wide, more if shown by number."""
    return sum(map(_columns, shown(char)))


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def help_for(finding: Finding) -> str | None:
    """What to do about a finding: its fix, else its suggestions; None where the rule offers neither."""
    if (fix := finding.fix) is not None:
        kind = "safe fix" if fix.safe else "unsafe fix"
        if fix.text:
            return f"write “{one_line(fix.text)}” ({kind})"
        whole = fix.column == fix.end_column == 1 and fix.line < fix.end_line
        return f"delete {'the line' if whole else 'this'} ({kind})"
    if not finding.suggestions:
        return None
    quoted = [f"“{one_line(suggestion)}”" for suggestion in finding.suggestions]
    return "write " + " or ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
