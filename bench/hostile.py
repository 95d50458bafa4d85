"""Hostile strings, made from a rule: what its regexes nearly match, and its examples cut short, over and over.

A regex is slow where much looks like the beginning of a match and none comes to its end, so the beginnings are what
is repeated: a text that the regex matches, up to each of its parts; a part that may repeat, pumped; the marked
examples without their last letter or word. Each is laid out in one line, in words, and in many lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from random import Random

from newslint import kinds
from newslint.linting.selftest import examples, read_example
from newslint.packs.placeholders import conditions
from newslint.rule.declaration import LoadedRule
from newslint.rule.templates import CELL, listed
from newslint.scan.charclasses import SAMPLES, bytes_of
from newslint.scan.regex_tree import PROPERTIES, REPEATS, Node, op, parse

SIZE = 32 * 1024
"""Code points of a hostile text."""
PATTERNS = 12
"""Regexes of a rule of which strings are made: of the others, rows of a table, nothing new would come."""
PUMPED = 5
"""Repetitions of a regex that are pumped: the longest ones, after their first turn."""
JOINTS = ("", " ", "\n", "\n\n")
_FAVOURITES = "a 1A,.-'\"“”\n"
_RUNS = "aA 0\"“”’'\n.,-()[<&#|\tж日"
_PAIRS = ("a ", "A ", "1 ", "a\n", '"\n', '" ', '"a', '"a ', "a.", "A. ", "a. A ", "1,", "1.", "a-", "a,\n", "A a. ")
_WORDS = ("the ", "The ", "said ", "Mr ", "http://", "www.", "&amp;", "<a ", "<b>", "](", "#a ", "@a ", "é", "Ã©", "â€")
_LOWER = "abcdefghijklmnopqrstuvwxyz"
_NOISE = (
    *(_LOWER, _LOWER.upper(), f"{_LOWER}ABC", "0123456789", "0123456789abcdef", "acmrnuiIl1", f"{_LOWER}äöüéèçß"),
    *(f"{_LOWER}    ", f"{_LOWER}ABC   .", f"{_LOWER}\n\n", "ab ", "AaBb \n", "Aa.,;: ", "0123456789.,:/- ", "aA1 -\n"),
    *('"a ', "“”a ", "\"'“”‘’ aA.,", '<>/=a" ', "[]()!a ", "*_#`a \n", "&;#a1 ", "%2AEa", "=AEa", "@#a_ .", "|a \n"),
    *("âÃ©€™Âa ", "жэИо ", "日本語a", "\u200b\xada ", "\x93\x94\x96a ", "ÀÈÒðþõæa ", "???a ", "\ufffda "),
)
"""Characters of which some stand in no order."""


def everyone() -> list[str]:
    """Runs and noise that belong to no rule."""
    chance = Random(1)
    noise = ["".join(chance.choices(chars, k=SIZE)) for chars in _NOISE]
    return [*noise, *(_filled(unit) for unit in (*_RUNS, *_PAIRS, *_WORDS))]


def hostile(loaded: LoadedRule) -> Iterator[str]:
    """Hostile texts of one rule, each once."""
    units = dict.fromkeys(chain(of_patterns(_patterns(loaded)), _of_examples(loaded)))
    for unit in units:
        if unit.strip():
            yield from dict.fromkeys(_filled(unit + joint) for joint in JOINTS)


def _patterns(loaded: LoadedRule) -> Iterable[str]:
    own = (pattern for _, pattern in kinds.of(loaded.rule).patterns(loaded))
    asked = (CELL.sub("a", listed(pattern, loaded.lists)) for _, pattern in conditions(loaded.rule))
    return chain(islice(own, PATTERNS), islice(asked, PATTERNS))


def _of_examples(loaded: LoadedRule) -> Iterator[str]:
    """The marked texts, whole and without their ends, and what stands before them."""
    for name, example in examples(loaded):
        text, spans, _ = read_example(example)
        if name.startswith("bad"):
            for start, end in spans[:2]:
                marked = text[start:end]
                yield from (marked, marked[:-1], marked.rpartition(" ")[0])
                yield from (text[:start], text[:end], text[: end - 1])
        yield text


def of_patterns(patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        tree = parse(pattern)
        if tree is not None:
            text, cuts = _Writer().written(list(tree))
            yield text
            yield from cuts


class _Writer:
    """Writes a text that a regex matches, look-around left out, and texts on which it nearly does."""

    def __init__(self) -> None:
        self._groups: dict[int, str] = {}

    def written(self, nodes: Sequence[Node]) -> tuple[str, list[str]]:
        """A text for a regex, and its beginnings: up to the last part, half of it, and with a part pumped."""
        parts: list[str] = []
        pumped: list[str] = []
        for node in nodes:
            before = "".join(parts)
            parts.append(self._text(node))
            pumped += [before + turn * turns for turn in self._turns(node) for turns in (40, SIZE // max(1, len(turn)))]
        half = "".join(parts[: len(parts) // 2])
        last = "".join(parts[:-1])
        return "".join(parts), [last, half, "".join(parts)[:-1], *pumped[: 2 * PUMPED]]

    def _turns(self, node: Node) -> Iterator[str]:
        """One turn of each repetition in a node that may go on for long."""
        kind, value = node
        if kind in REPEATS:
            if value[1] > 3:
                yield self._sequence(value[2])
            for inner in value[2]:
                yield from self._turns(inner)
        elif kind is op.SUBPATTERN:
            for inner in value[3]:
                yield from self._turns(inner)
        elif kind is op.BRANCH:
            for branch in value[1][:4]:
                for inner in branch:
                    yield from self._turns(inner)

    def _sequence(self, nodes: Iterable[Node]) -> str:
        return "".join(map(self._text, nodes))

    def _text(self, node: Node) -> str:
        kind, value = node
        if kind is op.LITERAL and chr(value) not in PROPERTIES:
            return chr(value)
        if kind in (op.LITERAL, op.IN, op.NOT_LITERAL, op.ANY):
            return _char(node)
        if kind is op.SUBPATTERN:
            text = self._sequence(value[3])
            if value[0] is not None:
                self._groups[value[0]] = text
            return text
        if kind is op.BRANCH:
            return self._sequence(value[1][0])
        if kind in REPEATS:
            return self._sequence(value[2]) * min(max(value[0], 1), value[1], 40)
        if kind is op.GROUPREF:
            return self._groups.get(value, "a")
        if kind is op.ASSERT and value[0] > 0:
            return ""
        return self._sequence(value) if kind is getattr(op, "ATOMIC_GROUP", None) else ""


def _char(node: Node) -> str:
    """A character of a class: a letter where one will do."""
    held = bytes_of(node) or frozenset()
    chars = [char for byte in sorted(held) for char in SAMPLES[byte]]
    return next((char for char in _FAVOURITES if char in chars), chars[0] if chars else "a")


def _filled(unit: str) -> str:
    return (unit * (SIZE // len(unit) + 1))[:SIZE]
