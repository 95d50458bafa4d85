"""Where in a regex a node stands, which says what it may match there."""

from __future__ import annotations

import re
from typing import NamedTuple

from newslint.classes import Bytes, bytes_of
from newslint.tree import Node


class Place(NamedTuple):
    """Where in a regex a node stands: at its edges, under which flags, and whether units are sentences."""

    leads: bool
    trails: bool
    any_case: bool
    dot_all: bool
    sentences: bool

    def at(self, index: int, length: int) -> Place:
        """The place of one node of a sequence."""
        return self._replace(leads=self.leads and index == 0, trails=self.trails and index == length - 1)

    def within(self) -> Place:
        """The place of what stands between other nodes."""
        return self._replace(leads=False, trails=False)

    def bytes_of(self, node: Node, *, negated: bool = False) -> Bytes | None:
        """The bytes that a node for one character may match here; None for other nodes."""
        return bytes_of(node, any_case=self.any_case, dot_all=self.dot_all, negated=negated)

    def under(self, added: int, removed: int) -> Place:
        """The place with flags switched on and off."""
        return self._replace(
            any_case=(self.any_case or bool(added & re.I)) and not removed & re.I,
            dot_all=(self.dot_all or bool(added & re.S)) and not removed & re.S,
        )
