"""The windows on a document in which rules look."""

from __future__ import annotations

from typing import Literal

Scope = Literal["line", "sentence", "paragraph", "document"]
Neighbour = Literal["before", "after"]
"""The paragraph beside the one that is looked at."""
Zone = Literal["head", "tail"]
Lines = Literal["paragraphs", "wrapped", "one line"]
"""How a text is set: a paragraph a line, hard-wrapped, or all in one line."""
