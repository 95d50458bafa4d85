"""Signs: what is looked for in place of a regex, and stands wherever it matches."""

from __future__ import annotations

from typing import Literal, NamedTuple

from newslint.scan.buffers import SHORT, Viewed

By = Literal["expression", "text", "text in any case", "characters"]
"""How a sign is looked for: as a simpler regex over bytes, as plain bytes, in lower case where case is no matter, or by
characters beyond ASCII."""

EXPRESSION: By = "expression"
CHARACTERS: By = "characters"
LINE_END = b"\n"
"""Stands behind each unit that is looked at: what ends with it is found at the start of the next one."""


class Sign(NamedTuple):
    """What is looked for. Of several texts one stands wherever the regex matches: they are joined by NUL. Of several
    sets of characters one of each does: they are joined by line ends."""

    by: By
    sought: bytes


class Seen(NamedTuple):
    """The sign of a regex, None where nothing tells where it may match, and whether it matches short lines only."""

    sign: Sign | None
    short: bool


def find_sign(pattern: str, where: Viewed, *, whole: bool) -> Seen:
    """The sign of a regex in units of a kind; with `whole` it matches whole units."""
    # These are not needed where what they find is remembered.
    from newslint.scan.literals import literals  # noqa: PLC0415
    from newslint.scan.prefilter import approximate, longest  # noqa: PLC0415
    from newslint.scan.required import required, stands_everywhere  # noqa: PLC0415

    short = where == "line" and longest(pattern) <= SHORT
    found = literals(pattern, "short line" if short else where, whole=whole)
    if found:
        return Seen(Sign("text in any case" if found.any_case else "text", b"\0".join(found.texts)), short)
    expression = approximate(pattern, sentences=where == "sentence", whole=whole)
    if expression is not None and where in ("line", "paragraph", "document") and stands_everywhere(expression):
        sets = required(pattern)
        if sets:
            return Seen(
                Sign(CHARACTERS, b"\n".join("".join(sorted(chars)).encode("utf-8", "surrogatepass") for chars in sets)),
                short,
            )
    if expression is not None and where != "document" and expression.endswith(b"$"):
        expression = expression[:-1] + LINE_END  # Hyperscan waits for a character rather than for what is beside one
    return Seen(None if expression is None else Sign("expression", expression), short)
