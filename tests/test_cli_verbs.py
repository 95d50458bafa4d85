"""`rule`, `rules`, `test`, --version and --help say what they should, and end as they should."""

from __future__ import annotations

import json

from cli_samples import ANYWHERE, HOUSE

from newslint.packs.pack import find_rules


def test_rule(newslint) -> None:
    result = newslint("rule", "BP101")
    assert result.code == 0
    assert result.out.startswith("BP101 comment-form (error)\n")
    assert "[[Leave a Reply]]" in result.out
    assert newslint("rule", "comment-form").out == result.out
    both = newslint("rule", "RP101", "comment-form")
    assert both.out == f"{result.out}\n\n{newslint('rule', 'RP101').out}"
    unknown = newslint("rule", "BP999")
    assert unknown.code == 2
    assert "no rule answers to `BP999` in `newslint rule`" in unknown.err


def test_rules(newslint) -> None:
    result = newslint("rules", "--select", "BP101")
    assert result.out.split() == ["BP101", "error", "comment-form", "boilerplate"]
    (record,) = json.loads(newslint("rules", "--select", "BP101", "--output-format", "json").out)
    assert (record["code"], record["name"], record["kind"]) == ("BP101", "comment-form", "phrase")
    assert json.loads(newslint("rules", "--profile", "--select", "BP101", "--output-format", "json").out) == []


def test_rules_that_look_at_every_document(newslint, folder) -> None:
    folder({"house.yaml": ANYWHERE})
    result = newslint("rules", "--profile", "--rules", "house.yaml")
    assert (result.code, result.out.split()) == (0, ["HS109", "warning", "letter-by-letter", "house"])


def test_no_shipped_rule_looks_at_every_document(newslint) -> None:
    result = newslint("rules", "--profile")
    assert (result.code, result.out) == (0, "")
    assert result.err == "newslint: none of the rules selected looks at every document\n"


def test_test(newslint, folder) -> None:
    folder({"house.yaml": HOUSE})
    result = newslint("test", "house.yaml")
    assert (result.code, result.out, result.err) == (0, "", "2 of 2 examples of 1 rule hold.\n")
    folder({"house.yaml": HOUSE.replace("Nothing", "Caption goes here")})
    result = newslint("test", "house.yaml")
    assert (result.code, result.err) == (1, "1 of 2 examples of 1 rule hold.\n")
    assert result.out == (
        "house.yaml:2: HS101 placeholder-caption, example good-1: expected nothing, found “Caption goes here” at 0\n"
    )
    assert newslint("test", "house.yaml") == result  # now the pack comes from the cache


def test_test_names_what_no_example_tries(newslint, folder) -> None:
    regexes = "pattern: ['Caption (?:goes|went) here', '(?P<mark>Photo) to follow']\n"
    several = HOUSE.replace("kind: phrase\n", "kind: pattern\n").replace("phrases: [caption goes here]\n", regexes)
    folder({"house.yaml": several})
    result = newslint("test", "--untried", "house.yaml")
    assert (result.code, result.err) == (1, "2 of 2 examples of 1 rule hold.\n")
    assert result.out == (
        "house.yaml:2: HS101 placeholder-caption, regex 2: no bad example needs (?P<mark>Photo) to follow\n"
    )
    assert newslint("test", "house.yaml").code == 0
    tried = several.replace('here]]"', 'here]]", "In it a [[Photo]] to follow"')
    folder({"house.yaml": tried})
    assert newslint("test", "--untried", "house.yaml") == (0, "", "3 of 3 examples of 1 rule hold.\n")
    folder({"house.yaml": tried.replace("[[Photo]]", "[[Photo")})
    result = newslint("test", "--untried", "house.yaml")
    assert (result.code, result.out.count("\n")) == (1, 2)
    assert "example bad-2: a `[[` without its `]]`" in result.out


def test_test_tells_what_a_run_would_refuse(newslint, folder) -> None:
    folder(
        {"clash.yaml": HOUSE.replace("HS101", "BP101"), "name.yaml": HOUSE.replace("placeholder-caption", "share-bar")}
    )
    for file, taken in (("clash.yaml", "BP101"), ("name.yaml", "share-bar")):
        result = newslint("test", file)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith(f"newslint: error: {file}:2:5: {taken} is defined already at ")
    folder({"over.yaml": "override: {BP10l: info}\n" + HOUSE})
    assert "no rule answers to `BP10l` in `override` of over.yaml" in newslint("test", "over.yaml").err


def test_test_of_shipped_packs_is_no_clash(newslint) -> None:
    pack = find_rules() / "boilerplate"
    assert newslint("test", str(pack)).code == 0
    assert newslint("test", str(pack / "comments.yaml")).code == 0


def test_version_and_help(newslint) -> None:
    assert newslint("--version").out.startswith("newslint, version ")
    assert "Exit codes: 0 nothing found, 1 findings, 2 anything else." in " ".join(newslint("--help").out.split())
    shown = newslint("check", "--help").out
    for option in ("--select", "--per-file-ignores", "--fail-on", "--output-format", "--stdin-filename", "--isolated"):
        assert option in shown


def test_a_shell_completes_verbs_options_and_paths(newslint, folder) -> None:
    folder({"seeds/a.txt": ""})

    def offered(*words: str) -> list[str]:
        env = {"_NEWSLINT_COMPLETE": "bash_complete", "COMP_WORDS": "\n".join(words), "COMP_CWORD": f"{len(words) - 1}"}
        return newslint(env=env).out.split()

    assert offered("newslint", "ch") == ["plain,check"]
    assert offered("newslint", "se") == ["plain,server", "plain,seeds"]
    assert offered("newslint", "./se") == ["file,./se"]
    assert offered("newslint", "--sel") == ["plain,--select"]
    assert offered("newslint", "check", "se") == ["file,se"]
    assert offered("newslint", "check", "--output-format", "json") == ["plain,json", "plain,jsonl"]


def test_unknown_option(newslint) -> None:
    result = newslint("--slect", "BP")
    assert (result.code, result.out) == (2, "")
    assert "No such option" in result.err
