"""LanguageTool, for the rules that a linter has."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.errors import SettingsError
from newslint.kinds.languagetool import asked, chosen
from newslint.languagetool.client import connect
from newslint.languagetool.remarks import Answers
from newslint.rule.declaration import LoadedRule
from newslint.settings.keys import is_url
from newslint.text.document import Document


class Checker:
    """Hands documents to LanguageTool for the sake of some rules.

    Raises SettingsError where `where` leads to no LanguageTool, or to one that knows nothing of a rule.
    """

    def __init__(self, rules: Sequence[LoadedRule], where: bool | str) -> None:
        found = chosen(rules)
        if where is False:
            raise SettingsError(f"{found[0][0].code} is a rule of LanguageTool, which is off: add --languagetool")
        self._asked = asked([rule for rule, _ in found])
        self._client = connect(where, tuple(sorted({path for _, path in found if path})))
        known = self._client.ids | self._client.categories
        missing = [rule for rule, _ in found if known.isdisjoint([*rule.ids, *rule.categories])]
        if missing:
            named = ", ".join(f"{rule.code} ({[*rule.ids, *rule.categories][0]})" for rule in missing)
            lacks_grammar = is_url(where) and any(rule.grammar for rule in missing)
            hint = "give it the pack's grammar (docs/languagetool.md)" if lacks_grammar else "correct or update them"
            raise SettingsError(
                f"LanguageTool at {self._client.url} knows nothing of what these rules name: {named}; {hint}, or leave "
                f"them out with --extend-ignore {','.join(rule.code for rule in missing)}"
            )

    def begin(self, document: Document) -> Answers:
        """Hand in a document; it is checked while other work goes on."""
        return self._client.begin(document, self._asked)
