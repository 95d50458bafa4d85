"""What the tests of the command check: a sound article, a damaged one, and packs of the user's own."""

from __future__ import annotations

CLEAN = "The council met on Monday and agreed to mend the bridge.\n"
BAD = "The council met on Monday.\n\nLeave a Reply\n"
HOUSE = """rules:
  - code: HS101
    name: placeholder-caption
    preview: true
    kind: phrase
    phrases: [caption goes here]
    message: placeholder left in the text
    why: The layout template prints it.
    examples: {bad: ["[[Caption goes here]]"], good: [Nothing]}
"""
SLOW = r"""rules:
  - code: ZZ101
    name: runs-away
    kind: pattern
    pattern: '(?:\w|\w\w)+(?<=0) '
    message: never
    why: it takes for ever
    examples: {bad: ["[[ab0 ]]c"], good: [b]}
"""
ANYWHERE = r"""rules:
  - code: HS109
    name: letter-by-letter
    kind: pattern
    pattern: '(?:\X-){3}\X'
    message: spelled out
    why: No simpler form of this regex is known, so every document is looked at.
    examples: {bad: ["[[a-b-c-d]]"], good: [abcd]}
"""
