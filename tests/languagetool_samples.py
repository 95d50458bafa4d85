"""What the tests with LanguageTool share: a slip, what is printed of it, its options, and packs of its rules."""

from __future__ import annotations

from newslint.kinds.languagetool import LanguageToolRule
from newslint.packs.library import load_packs
from newslint.packs.pack import settle

SLIP = "The council met in Thursday to vote.\n"
FOUND = "a.txt:1:17: LT104 The correct preposition in this context is “on”. (IN_WEEKDAY) [warning]\n"
SERVER, CONCISE = "--languagetool-server", ("--output-format", "concise", "-q")
RULES = [loaded for loaded in settle(load_packs())[0] if isinstance(loaded.rule, LanguageToolRule)]
NO_VERB = """rules:
  - code: ZZ901
    name: own-no-verb
    kind: languagetool
    ids: [NEWSLINT_NO_VERB]
    message: "{remark}"
    why: it is found whatever the sentence holds
    examples: {bad: ["[[A year.]]"], good: [It was.]}
"""
OWN = """rules:
  - code: {0}901
    name: {1}-rule
    kind: languagetool
    grammar: own.xml
    ids: [{0}_RULE]
    message: "{1}"
    why: it is one's own
    examples: {{bad: ["[[{1}]]"], good: [b]}}
"""
OWN_GRAMMAR = """<rules lang="en"><category id="{0}" name="{0}"><rule id="{0}_RULE" name="{0}">
<pattern><token>{1}</token></pattern><message>m</message></rule></category></rules>"""
