"""Where in a regex a node stands, which says what it may match there."""

from __future__ import annotations

import re
from typing import NamedTuple

from newslint.scan.charclasses import Bytes, bytes_of
from newslint.scan.regex_tree import Node


class Context(NamedTuple):
    """Where in a regex a node stands: at its edges, under which flags, and whether units are sentences."""

    leads: bool
    trails: bool
    any_case: bool
    dot_all: bool
    sentences: bool

    def at(self, index: int, length: int) -> Context:
        """The context of one node of a sequence."""
        return self._replace(leads=self.leads and index == 0, trails=self.trails and index == length - 1)

    def within(self) -> Context:
        """The context of what stands between other nodes."""
        return self._replace(leads=False, trails=False)

    def bytes_of(self, node: Node, *, negated: bool = False) -> Bytes | None:
        """The bytes that a node for one character may match here; None for other nodes."""
        return bytes_of(node, any_case=self.any_case, dot_all=self.dot_all, negated=negated)

    def under(self, added: int, removed: int) -> Context:
        """The context with flags switched on and off."""
        return self._replace(
            any_case=(self.any_case or bool(added & re.I)) and not removed & re.I,
            dot_all=(self.dot_all or bool(added & re.S)) and not removed & re.S,
        )
