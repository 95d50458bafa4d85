"""Write the JSON Schemas beside the documentation, from the types that read and write them: `python docs/make.py`."""

from __future__ import annotations

import json
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import msgspec

from newslint import kinds
from newslint.packs.reader import PackFile
from newslint.report import record

HERE = Path(__file__).parent


def rule_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a rule file, with the kinds that come with newslint."""
    rule = reduce(or_, (kind.rule for kind in kinds.BUILT_IN.values()))
    (file, rules), components = msgspec.json.schema_components((PackFile, rule), ref_template="#/$defs/{name}")
    components["PackFile"]["properties"]["rules"]["items"] = rules
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "newslint rule file",
        **file,
        "$defs": components,
    }


def schemas() -> dict[str, str]:
    """The text of each schema file, by its name."""
    made = {"rule.schema.json": rule_schema(), "finding.schema.json": record.schema()}
    return {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in made.items()}


if __name__ == "__main__":
    for name, text in schemas().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
