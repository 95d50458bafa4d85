"""Findings and failures that are awkward to show, and the report of them in a format."""

from __future__ import annotations

import io

from newslint.errors import InputError, RuleError
from newslint.linting.finding import Excerpt, Finding
from newslint.linting.fix import Fix
from newslint.report import reporter
from newslint.report.reporter import Summary
from newslint.rule.declaration import Example, Examples, LoadedRule, Location, Rule, Severity
from newslint.text.document import Document

PATH = "seeds/a b, c.txt"
TEXT = "Rain.\r\n🎉 A\tday in 北京市 with “new crown\r\npneumonia”.\nDown 5%\u2028now\nLeave a Reply\n"
EMPTY = "seeds/empty.txt"
UNREAD = InputError("seeds/100%.txt", "not UTF-8: byte 0xe9 at offset 3 (line 1)")
BROKEN = RuleError("MT201", EMPTY, "a regex ran over its time limit; simplify it")


def rule(code: str, name: str, severity: Severity) -> LoadedRule:
    examples = Examples(bad=["[[one]]", Example(text="[[two]]"), "[[three]]"], good=["four"])
    made = Rule(code=code, name=name, severity=severity, message="{match}", why=f"Why {name}.\n", examples=examples)
    return LoadedRule(made, Location("rules.yaml", 1, 1), "news", {}, None, {})


RULES = [
    rule("MT101", "translated-name", "error"),
    rule("MT201", "chinese-calque", "warning"),
    rule("NF101", "percent", "info"),
    rule("BP101", "comment-form", "error"),
]


def find(
    match: str, loaded: LoadedRule, message: str, *suggestions: str, fix: Fix | None = None, text: str = TEXT
) -> Finding:
    document = Document(text, PATH)
    start = text.index(match)
    end = start + len(match)
    line_start, line_end = document.line_span(start)
    found = loaded.rule
    suggestion = suggestions[0] if suggestions else None
    return Finding(
        PATH, *document.position(start), *document.position(end), found.code, found.name, found.severity,
        message, match, suggestion, suggestions, fix, start, end, Excerpt(text[line_start:line_end], 1),
    )  # fmt: skip


FINDINGS = [
    find("北京市", RULES[0], "“北京市” is Beijing", "Beijing", "Peking"),
    find("new crown\r\npneumonia", RULES[1], "word for word:\r\n“new crown pneumonia”", "COVID-19"),
    find("5%\u2028now", RULES[2], "“5%\u2028now”, 100% so", fix=Fix(4, 6, 4, 12, "5 percent now", False, 57, 63)),
    find("Leave a Reply", RULES[3], "comment form left in the text", fix=Fix(5, 1, 6, 1, "", True, 64, 78)),
]


def report(
    name: str,
    findings: list[Finding] | None = None,
    failures: tuple[InputError | RuleError, ...] = (),
    rules: list[LoadedRule] = RULES,
    *,
    color: bool = False,
) -> str:
    stream = io.StringIO()
    made = reporter(name, stream, color)
    made.start(rules)
    made.document(Document("", EMPTY), [])
    if findings:
        made.document(Document(TEXT, findings[0].path), findings)
    for failure in failures:
        made.failed(failure)
    made.finish(Summary(documents=2, rules=len(rules), errors=len(failures)))
    return stream.getvalue()
