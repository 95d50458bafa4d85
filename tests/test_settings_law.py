"""Whose settings count: one file a run, the user's; nothing that lies among the documents decides anything."""

from __future__ import annotations

import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cli_samples import BAD, CLEAN, HOUSE

from newslint.cache import cache_folder

CONCISE = ("--output-format", "concise")
HARMFUL = {
    "select": 'select = ["QT101"]\n',
    "ignores": '[per-file-ignores]\n"*" = ["ALL"]\n',
    "severity": '[severity]\nALL = "info"\n',
    "exclude": 'exclude = ["*"]\nforce-exclude = true\n',
    "include": 'include = ["*.nothing"]\n',
    "encoding": 'encoding = "utf-16-le"\n',
    "fail-on": 'fail-on = "never"\n',
    "server": 'languagetool = "http://127.0.0.1:9/"\n',
    "broken": "select = [\n",
    "pack": 'rules = ["/nowhere.yaml"]\n',
}


@pytest.mark.parametrize("name", [".newslint.toml", "newslint.toml", "pyproject.toml"])
def test_settings_among_the_documents_are_not_obeyed(newslint, folder, name: str) -> None:
    def section(text: str) -> str:
        return f"[tool.newslint]\n{text}" if text[0] != "[" else text.replace("[", "[tool.newslint.", 1)

    for kind, text in HARMFUL.items():
        folder({f"{kind}/a.txt": BAD, f"{kind}/{name}": section(text) if name == "pyproject.toml" else text})
    found = [f"{kind}/a.txt:3:1: BP101" for kind in sorted(HARMFUL)]
    for paths in (["."], [f"{kind}/a.txt" for kind in sorted(HARMFUL)], ["./**/*.txt"]):
        result = newslint(*paths, *CONCISE, "--select", "BP")
        assert (result.code, [line[: line.index(" comm")] for line in result.out.replace("./", "").splitlines()]) == (
            1,
            found,
        )
        names = f"broken/{name}, encoding/{name}, exclude/{name} and 7 more"
        told = f"newslint: settings among the documents are not obeyed: {names}"
        assert result.err.startswith(told)
        assert result.err.count("settings among the documents") == 1
    assert newslint(".", *CONCISE, "--select", "BP", "-q").err == ""


def test_they_are_told_once_and_not_where_the_user_has_chosen(newslint, folder) -> None:
    folder({f"{name}/newslint.toml": "" for name in "abcde"} | {f"{name}/x/a.txt": CLEAN for name in "abcde"})
    folder({"mine.toml": "preview = true\n", "a/x/y/z.txt": CLEAN, "newslint.toml": "", "e/pyproject.toml": "[tool.x]"})
    told = "not obeyed: a/newslint.toml, b/newslint.toml, c/newslint.toml and 2 more (a run"
    assert told in newslint(".").err
    assert "not obeyed: a/newslint.toml (a run" in newslint("a/x/y/z.txt", "a/x/a.txt").err
    for chosen in (("--isolated",), ("--config", "mine.toml")):
        assert "not obeyed" not in newslint(".", *chosen).err


def test_settings_stand_at_or_above_the_working_folder(newslint, folder, tmp_path: Path) -> None:
    folder({"newslint.toml": "ignore = ['BP']\n", "sub/deep/a.txt": BAD})
    result = newslint("a.txt", cwd=tmp_path / "sub" / "deep")
    assert (result.code, result.out) == (0, "")
    assert f"settings of {os.path.join('..', '..', 'newslint.toml')})" in result.err


def test_the_search_ends_at_the_top_of_a_checkout_and_at_home(newslint, folder, tmp_path: Path) -> None:
    folder({"newslint.toml": "ignore = ['BP']\n", "top/sub/a.txt": BAD})
    sub = tmp_path / "top" / "sub"
    warm = {"NEWSLINT_CACHE_DIR": str(cache_folder())}
    assert newslint("a.txt", cwd=sub).code == 0
    assert newslint("a.txt", cwd=sub, env={"HOME": str(tmp_path / "top"), **warm}).code == 1
    assert newslint("a.txt", cwd=sub, env={"HOME": str(tmp_path), **warm}).code == 0
    folder({"top/.git/HEAD": ""})
    assert newslint("a.txt", cwd=sub).code == 1
    folder({"top/pyproject.toml": "[tool.newslint]\nignore = ['BP']\n"})
    assert newslint("a.txt", cwd=sub).code == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give files away")
def test_a_file_that_another_user_could_have_put_there(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": BAD, "newslint.toml": "ignore = ['BP']\n"})
    file = tmp_path / "newslint.toml"
    os.chown(file, 65534, 65534)
    assert newslint("a.txt").code == 0  # a checkout that another user has made, as in a container
    told = (
        f"newslint: error: {file}: not obeyed, since another user owns it and anyone can write there; see --isolated\n"
    )
    file.chmod(0o666)
    assert newslint("a.txt") == (2, "", told)
    assert newslint("a.txt", "--config", "newslint.toml") == (2, "", told)
    file.chmod(0o644)
    tmp_path.chmod(0o777)
    assert newslint("a.txt") == (2, "", told)
    assert newslint("a.txt", "--isolated").code == 1


# Overrides.

OVERRIDES = """ignore = ["QT"]
[severity]
BP101 = "info"

[[overrides]]
files = ["archive/*"]
select = ["BP"]
severity = {comment-form = "error"}

[[overrides]]
files = ["latin/*", "archive/latin.txt"]
encoding = "cp1252"
ignore = ["BP101"]
"""


def test_overrides(newslint, folder, tmp_path: Path) -> None:
    latin = "The café opened on Monday.\n\nLeave a Reply\n".encode("cp1252")
    folder({"newslint.toml": OVERRIDES, "archive/a.txt": BAD, "archive/latin.txt": latin, "b.txt": BAD})
    folder({"latin/c.txt": latin})
    result = newslint(".", "--output-format", "jsonl")
    found = [(line.split('"')[3], line.split('"severity":"')[1][:5]) for line in result.out.splitlines()]
    assert found == [("./archive/a.txt", "error"), ("./b.txt", 'info"')]
    rules = {int(word) for word in result.err.replace("(", "").split() if word.isdigit()}
    assert result.err.startswith("Found 1 error, 1 info in 2 files (")
    assert "; settings of newslint.toml)" in result.err
    assert len(rules) >= 4, "each choice of rules is counted"
    assert newslint("archive/latin.txt", "--encoding", "latin-1").code == 0
    assert newslint("latin", "--ignore", "QT", *CONCISE).out.startswith("latin/c.txt:3:1: BP101")
    assert newslint("a.txt", *CONCISE, cwd=tmp_path / "archive").out.startswith("a.txt:3:1: BP101")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("select = ['BPP']\n", "5: no rule answers to `BPP` in `select` of FILE:4"),
        ("selekt = []\n", "FILE:6: unknown key `selekt`; did you mean `select`?"),
        ("encoding = 'klingon'\n", "FILE:4: `encoding`: unknown encoding 'klingon'"),
        ("ignore = ['ALL']\n", "no rule is selected: `ignore` takes out all that `select` names"),
    ],
)
def test_a_wrong_override_ends_the_run(newslint, folder, tmp_path: Path, text: str, told: str) -> None:
    before = "[[overrides]]\nfiles = ['b*']\n\n"
    folder({"a.txt": BAD, "newslint.toml": f"{before}[[overrides]]\nfiles = ['c*']\n{text}"})
    result = newslint("a.txt")
    assert (result.code, result.out) == (2, "")
    assert (
        told.partition(": ")[2 if told[0].isdigit() else 0].replace("FILE", f"{tmp_path}/newslint.toml") in result.err
    )


# Where text goes.


@pytest.fixture
def listener():
    """A server that notes who asks, and knows nothing."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(500)

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


def test_a_settings_file_alone_sends_no_text(newslint, folder, listener) -> None:
    pytest.importorskip("language_tool_python")
    url, asked = listener
    folder({"a.txt": CLEAN, "newslint.toml": f"languagetool = '{url}'\n"})
    assert newslint("a.txt").code == 0
    assert asked == []
    assert newslint("a.txt", "--languagetool").code == 2
    assert len(asked) > 0
    for wish in ("1", url):
        asked.clear()
        assert newslint("a.txt", env={"NEWSLINT_LANGUAGETOOL": wish}).code == 2
        assert len(asked) > 0
    asked.clear()
    assert newslint("a.txt", "--no-languagetool", env={"NEWSLINT_LANGUAGETOOL": "1"}).code == 0
    assert newslint("a.txt", env={"NEWSLINT_LANGUAGETOOL": "0"}).code == 0
    assert asked == []


def test_a_server_elsewhere_that_a_file_names_is_told(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": CLEAN, "newslint.toml": "\nlanguagetool = 'http://languagetool.invalid/v2'\n"})
    place = f"`languagetool` of {tmp_path}/newslint.toml:2"
    result = newslint("a.txt", "--languagetool")
    assert result.code == 2
    assert f"newslint: the text goes to http://languagetool.invalid/v2, named by {place}\n" in result.err


def test_a_settings_file_cannot_switch_it_on(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": CLEAN, "newslint.toml": "languagetool = true\n"})
    assert newslint("a.txt") == (
        2,
        "",
        f"newslint: error: {tmp_path}/newslint.toml:1: `languagetool`: a settings file can say where LanguageTool is, "
        "but not switch it on; add --languagetool, or set NEWSLINT_LANGUAGETOOL=1\n",
    )


# Packs, and what git ignores.


@pytest.mark.parametrize("table", ["../secret/t.tsv", "/etc/hostname", "link.tsv", "/dev/zero"])
def test_a_pack_reads_only_files_in_its_own_folder(newslint, folder, tmp_path: Path, table: str) -> None:
    folder({"secret/t.tsv": "a\tb\n1\t2\n", "packs/t.tsv": "a\tb\n1\t2\n", "a.txt": CLEAN})
    (tmp_path / "packs" / "link.tsv").symlink_to(tmp_path / "secret" / "t.tsv")
    rule = HOUSE.replace("kind: phrase", "kind: table")
    folder({"packs/p.yaml": rule.replace("phrases: [caption goes here]", f"table: {table}\n    pattern: '{{a}}'")})
    for pack in ("packs", "packs/p.yaml"):
        result = newslint("a.txt", "--rules", pack)
        assert (result.code, result.out) == (2, "")
        assert "outside the pack's folder" in result.err
        assert result.err.count("\n") == 1


def test_gitignore_says_nothing_outside_a_checkout(newslint, folder) -> None:
    folder({"a.txt": BAD, ".gitignore": "*\n", "sub/b.txt": CLEAN, "sub/.git/HEAD": "", "sub/.gitignore": "*\n"})
    result = newslint(".", "--select", "BP")
    assert result.code == 1
    assert "(2 files checked with" in result.err
    assert "hides" not in result.err


def test_what_gitignore_hides_is_counted(newslint, folder) -> None:
    folder(
        {
            ".git/HEAD": "",
            ".gitignore": "b.txt\nc.py\nold/\n",
            "a.txt": CLEAN,
            "b.txt": BAD,
            "c.py": "",
            "old/d.txt": "",
        }
    )
    result = newslint(".")
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("; .gitignore hides 1 file and 1 folder).\n")
    assert newslint(".", "--no-respect-gitignore").code == 1


@pytest.mark.parametrize("worktree", [False, True])
def test_info_exclude(newslint, folder, tmp_path: Path, worktree: bool) -> None:
    files = {"a.txt": CLEAN, "b.txt": BAD, "sub/b.txt": BAD}
    if worktree:
        files |= {".git": "gitdir: main/.git/worktrees/x\n", "main/.git/worktrees/x/commondir": "../..\n"}
    folder({**files, f"{'main/' if worktree else ''}.git/info/exclude": "# comment\nb.txt\n"})
    for path in (".", "sub/../sub"):
        result = newslint(path)
        assert "b.txt" not in result.out
        assert (".gitignore hides 2 files" in result.err) == (path == ".")
    folder({".gitignore": "!/b.txt\n"})
    assert newslint(".", "--select", "BP", *CONCISE).out.startswith("./b.txt:3:1")
