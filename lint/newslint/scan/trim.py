"""What may as well be left out of a regex when it is only looked for."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.scan.context import Context
from newslint.scan.rarity import rarity
from newslint.scan.regex_tree import BOUNDARY, ENDS, REPEATS, STARTS, Node, op

_LOOKS = (op.ASSERT, op.ASSERT_NOT)
COUNTED = 10
"""Repetitions are counted up to here; more turns would make the scan slow to compile."""
_COMMON = ord("e")
_RARE = 20.0
"""Bits of what is seldom found where nothing else is asked: five characters in a row that make no frequent word. A line
end in a text is as rare,"""
_LINE_END = ord("\n")
_END = 12.0
"""the end of a unit as rare as three of them,"""
_CHARACTER = 4.0
"""and one of few characters has so many."""
_UNKNOWN: Node = (op.ANY, None)


def trimmed(kept: list[Node], context: Context) -> list[Node]:
    """A sequence without what may as well be missing at the edges of a regex.

    `^[^"]*x` matches where `x` does: what may come any number of times goes, and the anchor before it. So does
    what is asked of the character next to a repetition, as in `\\b[a-z]+ x`, since any turn of it may be the first.
    A long repetition goes, and what comes before it, where enough is given behind it and little before: it would be
    waited for all along. Look-around of which nothing is written goes first: what stands next to it is the edge then.
    """
    kept = _told(kept, context)
    if context.leads:
        if len(kept) > 1 and kept[0] in STARTS and _is_wide(kept[1], context):
            kept = kept[1:]
        while len(kept) > 1 and (_may_miss(kept[0]) or (_is_edge(kept[0]) and _repeats(kept[1], 0))):
            kept = kept[1:]
        wide = [at for at, node in enumerate(kept) if node[0] in REPEATS and node[1][1] > COUNTED]
        starts = (at + 1 for at in wide if _rare(kept[at + 1 :], context) and not _rare(kept[:at], context))
        kept = kept[max(starts, default=0) :]
    if context.trails:
        if len(kept) > 1 and kept[-1] in ENDS and _is_wide(kept[-2], context):
            kept = kept[:-1]
        while len(kept) > 1 and (_may_miss(kept[-1]) or (_is_edge(kept[-1]) and _repeats(kept[-2], -1))):
            kept = kept[:-1]
    return kept


def _told(nodes: list[Node], context: Context) -> list[Node]:
    """A sequence without look-around, but for what can be written at its edges."""
    told = [node[0] not in _LOOKS for node in nodes]
    first, last = (told.index(True), len(told) - told[::-1].index(True)) if True in told else (len(told), len(told))
    before = [node for node in nodes[:first] if context.leads and _is_written(node, context, behind=True)]
    after = [node for node in nodes[last:] if context.trails and _is_written(node, context, behind=False)]
    return [*before[-1:], *(node for node in nodes[first:last] if node[0] not in _LOOKS), *after[:1]]


def _is_written(node: Node, context: Context, *, behind: bool) -> bool:
    """Whether look-around at an edge can be written: it denies one character, or asks for what stands near."""
    kind, (direction, inner) = node
    if (direction < 0) is not behind:
        return False
    if kind is op.ASSERT_NOT:
        return not context.sentences and len(inner) == 1 and context.bytes_of(inner[0], negated=True) is not None
    return not (len(inner) and _is_far(inner[-1 if behind else 0], context))


def _rare(nodes: Sequence[Node], context: Context) -> bool:
    """Whether enough is given in a sequence that it is seldom found."""
    return _bits(nodes, context) >= _RARE


def _bits(nodes: Sequence[Node], context: Context) -> float:
    """How rare what is given in a row is in any match of a sequence, about: texts by their words, or one of few
    characters."""
    most = run = 0.0
    text = b""
    for node in [*nodes, _UNKNOWN]:
        kind, value = node
        if kind is op.LITERAL and value < 128 and value != _LINE_END:
            text += bytes([value])
            continue
        run += rarity([text]) if text else 0.0
        most, text = max(most, run), b""
        if kind is op.LITERAL:
            run += _RARE if value == _LINE_END else _CHARACTER
        elif kind is op.SUBPATTERN:
            run += _bits(value[3], context)
        elif kind is op.BRANCH:
            run += min(_bits(branch, context) for branch in value[1])
        elif node in ENDS and not context.sentences:
            run += _END
        elif kind not in (op.AT, *_LOOKS):
            single = context.bytes_of(node)
            run = 0.0 if single is None or _COMMON in single else run + _CHARACTER
        most = max(most, run)
    return most


def _is_edge(node: Node) -> bool:
    """Whether a node asks something of what stands beside it: a boundary of words, look-around."""
    return node == BOUNDARY or node[0] in _LOOKS


def _repeats(node: Node, at: int) -> bool:
    """Whether a node begins (0) or ends (-1) with a repetition of changing length."""
    kind, value = node
    if kind is op.SUBPATTERN:
        return bool(value[3]) and _repeats(value[3][at], at)
    return kind in REPEATS and value[0] < value[1]


def _may_miss(node: Node) -> bool:
    """Whether a node may match nothing, whatever stands there."""
    return node[0] in REPEATS and node[1][0] == 0


def _is_far(node: Node, context: Context) -> bool:
    """Whether a node is a long repetition of what nearly any text is made of."""
    if node[0] not in REPEATS or node[1][1] <= COUNTED:
        return False
    single = context.bytes_of(node[1][2][0]) if len(node[1][2]) == 1 else None
    return single is None or {_COMMON, ord(" ")} <= single


def _is_wide(node: Node, context: Context) -> bool:
    """Whether a node matches nearly any text of nearly any length."""
    if not _may_miss(node) or node[1][1] <= COUNTED:
        return False
    single = context.bytes_of(node[1][2][0]) if len(node[1][2]) == 1 else None
    return single is None or _COMMON in single
