"""What a rule is: a declaration, checked when its pack is read, without behaviour.

The keys here are the vocabulary of every rule file. The keys that belong to one kind of rule stand
in that kind's module, in a class that builds on `Rule`.

Annotations are evaluated here at once: as text they would be compiled anew for each kind when rules are decoded.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from newslint.rule.table import Table
from newslint.text.units import Lines, Neighbour, Scope, Zone

Severity = Literal["error", "warning", "info"]
At = Literal["whole", "start", "end", "anywhere"]

Grade = Severity | Literal["off"]
"""The severity that packs or settings give a rule, or that it is switched off."""
Override = bool | Grade
"""What a pack says of a rule: false is off, true as it is."""

SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")
"""From the mildest to the gravest."""

Code = Annotated[
    str,
    Meta(
        pattern="^[A-Z]{2,5}[0-9]{3}$", description="2 to 5 capitals (the family) and three digits, for example BP101"
    ),
]
Name = Annotated[
    str,
    Meta(
        pattern="^[a-z0-9]+(-[a-z0-9]+)*$",
        description="words in lower case joined by hyphens, for example comment-form",
    ),
]
Language = Annotated[str, Meta(pattern="^(?:any|[a-z]{2})$", description="a code of ISO 639-1, for example en, or any")]
ANY, ENGLISH = "any", "en"
Regexes = str | list[str]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A piece of a rule file: unknown keys are mistakes, keys are written with hyphens."""


class Evidence(Part, frozen=True, kw_only=True):
    """What a unit must and must not hold. `has`: every regex is found; `lacks`: none is.

    `at-least` and `at-most`: how often each of these texts, which are no regexes, stands there at least and at most.
    They are counted before any regex is searched.
    """

    has: Regexes = []
    lacks: Regexes = []
    at_least: dict[str, Annotated[int, Meta(ge=1)]] = {}
    at_most: dict[str, Annotated[int, Meta(ge=0)]] = {}


class When(Part, frozen=True, kw_only=True):
    """Evidence asked of the units around a match; every given condition must hold.

    `before` and `after` are the paragraphs next to the match's own, empty at the document's ends.
    """

    document: Evidence | None = None
    paragraph: Evidence | None = None
    sentence: Evidence | None = None
    line: Evidence | None = None
    before: Evidence | None = None
    after: Evidence | None = None

    def given(self) -> list[tuple[Scope | Neighbour, Evidence]]:
        """The conditions that are set, each with the place it looks at."""
        places: tuple[Scope | Neighbour, ...] = ("document", "paragraph", "sentence", "line", "before", "after")
        return [(place, part) for place in places if (part := getattr(self, place))]


class FixPlan(Part, frozen=True, kw_only=True):
    """How to mend a match: delete it or its line, or replace it. `unsafe` where meaning may change."""

    delete: Literal["line", "match"] | None = None
    replace: str | None = None
    unsafe: bool = False


class Example(Part, frozen=True, kw_only=True):
    """A text with the spans that the rule must find marked `[[so]]`, and the first suggestion expected."""

    text: str
    suggest: str | None = None


class Examples(Part, frozen=True, kw_only=True):
    """A rule's proof: `bad` must be flagged exactly where marked, `good` must stay silent.

    `known` are texts that are flagged today and should not be; a mend of one is noticed.
    """

    bad: Annotated[list[str | Example], Meta(min_length=1)]
    good: Annotated[list[str | Example], Meta(min_length=1)]
    known: list[str | Example] = []


class Rule(Part, frozen=True, kw_only=True, tag_field="kind"):
    """One rule. `code` is stable for ever; `name` reads as "allow NAME".

    `languages`: the codes of the languages that it holds for, or `any`; English where nothing is said.
    `layouts`: how a text is set in which it holds; however it is set where nothing is said.
    `explains`: codes, beginnings of codes, or ALL: findings of these rules upon a finding of this one (for the scope
    `document`: anywhere in the document) are the same fault, and counted in its message.
    `once`: what matches the same text again in a document is the same fault: the first place is found, with the others
    as `related` ones, and how many they are stands in its message.
    """

    code: Code
    name: Name
    message: str
    why: str
    examples: Examples
    severity: Severity = "warning"
    scope: Scope = "line"
    zone: Zone | None = None
    unless: Regexes = []
    when: When | None = None
    suggest: Regexes = []
    fix: FixPlan | None = None
    preview: bool = False
    languages: list[Language] = []
    layouts: list[Lines] = []
    explains: list[str] = []
    once: bool = False

    def holds_for(self, language: str) -> bool:
        """Whether the rule speaks of text in a language."""
        return language in self.languages or ANY in self.languages or (language == ENGLISH and not self.languages)

    @property
    def family(self) -> str:
        """The letters of the code: the unit of selection."""
        return self.code[:-3]

    @property
    def sums_up(self) -> bool:
        """Whether a finding is about the whole document, and stands at a place only so that it stands somewhere."""
        return False


def many(value: Regexes) -> list[str]:
    """A key that takes one string or a list of them, always as a list."""
    return [value] if isinstance(value, str) else value


class Location(msgspec.Struct, frozen=True):
    """Where a rule is written: file, 1-based line and column."""

    path: str
    line: int
    column: int


class LoadedRule(msgspec.Struct, frozen=True):
    """A rule with what it refers to: the named lists of its file, its table, its place and its pack.

    `matcher` is the rule compiled, once its pack is read.
    """

    rule: Rule
    place: Location
    pack: str
    lists: dict[str, list[str]]
    table: Table | None
    matcher: Any = None


def for_any(loaded: LoadedRule) -> LoadedRule:
    """A rule that holds for texts in any language."""
    return msgspec.structs.replace(loaded, rule=msgspec.structs.replace(loaded.rule, languages=[ANY]))
