"""The parse tree of a regex, by the standard library's parser.

That parser is private to the library but has kept its shape for decades; what only `regex` understands it
refuses, and then nothing is known of a pattern.
"""

from __future__ import annotations

import re
import sys
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as op  # type: ignore[attr-defined]
    from re import _parser as sre  # type: ignore[attr-defined]
else:  # pragma: no cover
    import sre_constants as op
    import sre_parse as sre

__all__ = ["ATOMIC", "REPEATS", "Node", "children", "op", "parse"]

Node = tuple[Any, Any]

REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, getattr(op, "POSSESSIVE_REPEAT", None))
ATOMIC = (getattr(op, "ATOMIC_GROUP", ""), getattr(op, "POSSESSIVE_REPEAT", ""))


_LETTERS = re.compile(r"\\(p|P)\{(?:L|Lu|Ll|Lt|N|Nd)\}")


def parse(pattern: str) -> Any:
    """A regex as a sequence of nodes, or None where the parser does not know its syntax.

    `\\p{L}` and the like stand as `\\w`, of which they are a part.
    """
    try:
        return sre.parse(_LETTERS.sub(lambda match: r"\w" if match[1] == "p" else r"\W", pattern))
    except (sre.error, OverflowError, RecursionError):
        return None


def children(node: Node) -> list[Any]:
    """The sequences within a node."""
    kind, value = node
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    if kind in REPEATS:
        return [value[2]]
    if kind is ATOMIC[0]:
        return [value]
    return [child for child in value[1:] if child] if kind is op.GROUPREF_EXISTS else []
