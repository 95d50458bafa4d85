"""`sarif`: SARIF 2.1.0, one run, written as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from newslint import __version__
from newslint.errors import InputError, RuleError
from newslint.linting.finding import Finding, Region, Suppressed
from newslint.linting.fingerprint import Fingerprints
from newslint.linting.fix import Fix
from newslint.report.display import help_for
from newslint.report.location import page_of, relative, uri
from newslint.report.record import encode
from newslint.report.reporter import Reporter, Summary
from newslint.rule.declaration import Example, LoadedRule, Severity
from newslint.text.document import Document

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
EXAMPLES = 2
"""Examples of each side that a rule's help shows."""

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


class Sarif(Reporter):
    """Writes a result a line; the rules and the failed inputs follow the results."""

    shows_unchanged = True

    def __init__(self, stream: TextIO, color: bool = False) -> None:
        super().__init__(stream, color)
        self._rules: list[dict[str, Any]] = []
        self._index: dict[str, int] = {}
        self._notifications: list[dict[str, Any]] = []
        self._separator = "\n"

    def start(self, rules: Sequence[LoadedRule]) -> None:
        """Open the run."""
        for loaded in rules:
            page = page_of(loaded.rule.code, self.rule_pages)
            self._add({**_rule(loaded), **({"helpUri": page} if page else {})})
        head = f'{{"$schema":{encode(SCHEMA)},"version":"2.1.0","runs":[{{"columnKind":"unicodeCodePoints","results":['
        self.stream.write(head)

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """One result a finding."""
        artifact = {"uri": uri(document.path)}
        fingerprints = Fingerprints(relative(document.path), document.origin)
        for finding in findings:
            if finding.code not in self._index:
                self._add({"id": finding.code, "name": finding.name})
            result: dict[str, Any] = {
                "ruleId": finding.code,
                "ruleIndex": self._index[finding.code],
                "level": _LEVELS[finding.severity],
                "message": {"text": finding.message},
                "locations": [_location(artifact, _region(finding))],
                "partialFingerprints": {"newslint/v1": fingerprints.of(finding)},
            }
            if finding.state:
                result["baselineState"] = finding.state
            if self.shows_suppressed:
                result["suppressions"] = [_suppression(finding.suppressed)] if finding.suppressed else []
            if finding.related:
                result["relatedLocations"] = [
                    _location({"uri": uri(place.path)} if place.path else artifact, _region(place))
                    for place in finding.related
                ]
            if finding.fix is not None:
                result["fixes"] = [_fix(finding, finding.fix, artifact)]
            self.stream.write(self._separator + encode(result))
            self._separator = ",\n"

    def failed(self, error: InputError | RuleError) -> None:
        """Keep the failure for the end of the run."""
        notification: dict[str, Any] = {
            "level": "error",
            "message": {"text": str(error)},
            "locations": [_location({"uri": uri(error.path)})],
        }
        if isinstance(error, RuleError):
            notification["associatedRule"] = {"id": error.code}
            if error.code in self._index:
                notification["associatedRule"]["index"] = self._index[error.code]
        self._notifications.append(notification)

    def finish(self, summary: Summary) -> None:
        """Close the results; the invocation and the rules."""
        invocation = {
            "executionSuccessful": not self._notifications,
            "toolExecutionNotifications": self._notifications,
        }
        driver = {"name": "newslint", "version": __version__, "rules": self._rules}
        tail = f'"invocations":[{encode(invocation)}],\n"tool":{encode({"driver": driver})}'
        self.stream.write(f"\n],\n{tail}}}]}}\n")

    def _add(self, rule: dict[str, Any]) -> None:
        self._index[rule["id"]] = len(self._rules)
        self._rules.append(rule)


def _rule(loaded: LoadedRule) -> dict[str, Any]:
    rule = loaded.rule
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ").capitalize()},
        "fullDescription": {"text": rule.why},
        "help": {"text": "\n".join(_help(loaded))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [loaded.pack]},
    }


def _help(loaded: LoadedRule) -> list[str]:
    examples = loaded.rule.examples
    bad, good = (
        [f"- {example.text if isinstance(example, Example) else example}" for example in side[:EXAMPLES]]
        for side in (examples.bad, examples.good)
    )
    return [loaded.rule.why.strip(), "", "Found, between [[ and ]]:", *bad, "", "Left alone:", *good]


def _region(place: Finding | Fix | Region) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _location(artifact: dict[str, str], region: dict[str, int] | None = None) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": artifact, **({"region": region} if region else {})}}


def _suppression(suppressed: Suppressed) -> dict[str, str]:
    kind = "inSource" if suppressed.within else "external"
    return {"kind": kind, **({"justification": suppressed.why} if suppressed.why else {})}


def _fix(finding: Finding, fix: Fix, artifact: dict[str, str]) -> dict[str, Any]:
    replacement: dict[str, Any] = {"deletedRegion": _region(fix)}
    if fix.text:
        replacement["insertedContent"] = {"text": fix.text}
    return {
        "description": {"text": help_for(finding)},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
    }
