"""Grammar files: rules of a pack's own in LanguageTool's XML, put where a server looks for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from newslint.errors import Mistake, PackError
from newslint.reading import LARGE, read_file

CUSTOM = Path("org", "languagetool", "rules", "en", "grammar_custom.xml")
"""Where on its class path a server of version 6 or newer looks for rules of one's own."""


def read_grammar(file: Path) -> ElementTree.Element:
    """The root of a grammar file. Raises PackError with the place of what is no XML or no grammar."""
    try:
        root = ElementTree.fromstring(read_file(file, LARGE))
    except ElementTree.ParseError as error:
        line, column = error.position
        raise PackError([Mistake(str(file), line, column + 1, f"not XML: {error}")]) from None
    except OSError as error:
        raise PackError([Mistake(str(file), 1, 1, f"cannot be read: {error.strerror}")]) from None
    if root.tag != "rules":
        raise PackError([Mistake(str(file), 1, 1, f"not a grammar of LanguageTool: <{root.tag}>, not <rules>")])
    return root


def ids(root: ElementTree.Element) -> set[str]:
    """The ids of the rules, groups and categories in a grammar."""
    return {element.get("id", "") for element in root.iter() if element.tag in ("rule", "rulegroup", "category")}


def write_grammars(files: Sequence[Path], folder: Path) -> None:
    """Put the rules of grammar files into a folder for the class path. Raises PackError."""
    merged = ElementTree.Element("rules", {"lang": "en"})
    for file in files:
        merged.extend(read_grammar(file))
    target = folder / CUSTOM
    target.parent.mkdir(parents=True)
    ElementTree.ElementTree(merged).write(target, encoding="utf-8", xml_declaration=True)
