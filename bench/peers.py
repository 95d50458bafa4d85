"""The table of docs/peers.md: `python bench/peers.py FOLDER [--rounds N] [--vale PROGRAM] [--languagetool FOLDER]`.

Each tool lints the folder and one small file as `bench/speed.py` has it, in turn. What it finds is counted in `seeds/`
against the places that newslint marks there, which are reviewed: on how many of them a tool says anything on that line
(a line is a paragraph), at how many of the words themselves, how many of its findings are at none of these words, and
what it says of the sound articles. Vale is given newslint's phrases as rules; LanguageTool (jars as
`tests/fetch_languagetool.py` lays them) runs as a server on loopback with the rules that are on when nothing is said;
datatrove's filters are those of Gopher, C4 and FineWeb as they come. A tool that is not installed is passed over.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from speed import COMMANDS, ENVIRONMENT, HERE, SMALL, rounds

SEEDS = Path(__file__).parent.parent / "seeds"
SOUND = "clean"
"""In the name of a seed that is sound."""
ROW = "{:<30} | {:>7} | {:>6} | {:>6} | {:>5} | {:>5} | {:>9} | {:>8}"


class Place(NamedTuple):
    """Where a tool points: columns from 1, the end exclusive; 0 to 0 is the whole line, line 0 the whole document."""

    file: str
    line: int
    start: int = 0
    end: int = 0

    def overlaps(self, other: Place) -> bool:
        return self[:2] == other[:2] and self.start < other.end and other.start < self.end


def of_newslint(said: str) -> Iterator[Place]:
    for row in map(json.loads, said.splitlines()):
        ends_here = row["end_line"] == row["line"]
        yield Place(name(row["path"]), row["line"], row["column"], row["end_column"] if ends_here else sys.maxsize)


def of_typos(said: str) -> Iterator[Place]:
    for row in map(json.loads, said.splitlines()):
        if row["type"] == "typo" and "line_num" in row:
            line = Path(row["path"]).read_bytes().splitlines()[row["line_num"] - 1]
            start = 1 + len(line[: row["byte_offset"]].decode(errors="replace"))
            yield Place(name(row["path"]), row["line_num"], start, start + len(row["typo"]))


def of_codespell(said: str) -> Iterator[Place]:
    for path, number, word in re.findall(r"^(.+?):(\d+): (\S+) ==> ", said, re.M):
        start = 1 + Path(path).read_text(encoding="utf-8").split("\n")[int(number) - 1].find(word)
        yield Place(name(path), int(number), start, start + len(word))


def of_proselint(said: str) -> Iterator[Place]:
    for path, found in json.loads(said)["result"].items():
        for row in found["diagnostics"]:
            (line, start), (first, last) = row["pos"], row["span"]
            yield Place(name(path), line, start, start + last - first)


def of_vale(said: str) -> Iterator[Place]:
    for path, found in json.loads(said).items():
        for row in found:
            yield Place(name(path), row["Line"], row["Span"][0], row["Span"][1] + 1)


def of_places(said: str) -> Iterator[Place]:
    """What this program prints itself where it runs a tool."""
    for row in map(json.loads, said.splitlines()):
        yield Place(*row)


def name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def texts(path: Path) -> Iterator[tuple[str, str]]:
    for file in [path] if path.is_file() else sorted(path.rglob("*.txt")):
        yield file.name, file.read_text(encoding="utf-8")


def run_languagetool(path: Path, where: str) -> Iterator[Place]:
    from language_tool_python import LanguageTool

    from newslint.languagetool.server import Server

    server = Server(where, ())
    try:
        tool = LanguageTool("en-US", remote_server=server.url)
        for file, text in texts(path):
            for match in tool.check(text):
                before = text[: match.offset]
                start = match.offset - before.rfind("\n")
                yield Place(file, before.count("\n") + 1, start, start + match.error_length)
    finally:
        server.stop()


def run_datatrove(path: Path, _: str) -> Iterator[Place]:
    """A place for each text that a filter sets aside, and for each line that C4's takes out of a text it keeps."""
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter, FineWebQualityFilter, GopherQualityFilter

    filters = [GopherQualityFilter(), FineWebQualityFilter(), C4QualityFilter()]
    for file, text in texts(path):
        for one in filters:
            document = Document(text=text, id=file)
            if one.filter(document) is not True:
                yield Place(file, 0)
            elif isinstance(one, C4QualityFilter):
                kept = set(document.text.splitlines())
                lines = enumerate(map(str.strip, text.splitlines()), 1)
                yield from (Place(file, number) for number, line in lines if line and line not in kept)


HERE_RUN: dict[str, Callable[[Path, str], Iterator[Place]]] = {
    "languagetool": run_languagetool,
    "datatrove": run_datatrove,
}


def write_vale(folder: Path) -> int:
    """newslint's phrases as Vale's rules, each where in a line it must stand; how many."""
    from newslint.kinds.kind import Phrase
    from newslint.kinds.phrase import PhraseMatcher
    from newslint.packs.library import Library
    from newslint.packs.pack import compiled
    from newslint.settings.keys import Settings

    around = {"start": (r"(?m:^)[^\w\n]*", ""), "end": ("", r"[^\w\n]*(?m:$)")}
    around["whole"] = (around["start"][0], around["end"][1])
    styles, count = folder / "styles" / "newslint", 0
    styles.mkdir(parents=True)
    for loaded in map(compiled, Library().select(Settings())):
        if isinstance(matcher := loaded.matcher, PhraseMatcher):
            before, after = around.get(getattr(loaded.rule, "at", ""), ("", ""))
            sought = sorted({re.escape(one.text) for one in matcher.sought if isinstance(one, Phrase)})
            count += len(sought)
            rule = {"extends": "existence", "message": loaded.rule.name, "level": "error", "ignorecase": True}
            tokens = [rf"{before}\b{phrase}(?!\w){after}" for phrase in sought]
            (styles / f"{loaded.rule.code}.yml").write_text(json.dumps({**rule, "nonword": True, "tokens": tokens}))
    (folder / ".vale.ini").write_text(
        "StylesPath = styles\nMinAlertLevel = suggestion\n[*]\nBasedOnStyles = newslint\n"
    )
    return count


class Tool(NamedTuple):
    command: list[str]
    read: Callable[[str], Iterator[Place]]


def tools(args: argparse.Namespace, scratch: Path) -> dict[str, Tool]:
    """Those that are installed."""
    reads = {"newslint": of_newslint, "typos": of_typos, "codespell": of_codespell, "proselint": of_proselint}
    options = {"proselint": ["--output-format", "json"]}
    found = {
        title: Tool([str(HERE / command[0]), *command[1:], *options.get(title, [])], reads[title])
        for title, command in COMMANDS.items()
        if (HERE / command[0]).exists()
    }
    if vale := shutil.which(args.vale):
        with ProcessPoolExecutor(1) as beside:  # what this process holds itself is the least that its children show
            title = f"Vale, {beside.submit(write_vale, scratch).result():,} phrases as rules"
        command = [vale, "--no-global", "--no-exit", "--config", str(scratch / ".vale.ini"), "--output", "JSON"]
        found[title] = Tool(command, of_vale)
    again = [sys.executable, __file__, "--languagetool", args.languagetool, "--as"]
    if args.languagetool:
        found["LanguageTool, its own rules"] = Tool([*again, "languagetool"], of_places)
    if importlib.util.find_spec("datatrove"):
        found["datatrove, three filters"] = Tool([*again, "datatrove"], of_places)
    return found


def places(tool: Tool, seeds: Path) -> set[Place]:
    """Where a tool points. Ends the program where the tool fails, which would pass for quick and silent."""
    done = subprocess.run([*tool.command, str(seeds)], capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if "Traceback" in done.stderr:
        sys.exit(f"{' '.join(tool.command)}: {done.stderr.strip().splitlines()[-1]}")
    return set(tool.read(done.stdout))


def compare(found: set[Place], marks: set[Place]) -> tuple[int, int, int, int]:
    """Marks with a finding on their line, and at their words; findings at no mark; findings in sound articles."""
    lines = {place[:2] for place in found}
    elsewhere = [one for one in found if SOUND not in one.file and not any(map(one.overlaps, marks))]
    return (
        sum(mark[:2] in lines for mark in marks),
        sum(any(map(mark.overlaps, found)) for mark in marks),
        len(elsewhere),
        sum(SOUND in one.file for one in found),
    )


def measure(args: argparse.Namespace, scratch: Path) -> None:
    chosen = tools(args, scratch)
    commands = {title: tool.command for title, tool in chosen.items()}
    small = scratch / "small.txt"
    small.write_text(SMALL)
    size = sum(file.stat().st_size for file in args.folder.rglob("*.txt")) / 1e6
    starts = rounds(commands, small, args.rounds)
    whole = rounds(commands, args.folder, args.rounds, unmeasured=0)  # the small file has warmed all caches
    seeds = scratch / "seeds"
    shutil.copytree(SEEDS, seeds, ignore=lambda folder, names: {one for one in names if not one.endswith(".txt")})
    marks = places(chosen["newslint"], seeds)
    print(f"{size:.1f} MB, {len(marks)} marks, {os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
    print(ROW.format("", "MB/s", "start", "MB", "line", "words", "elsewhere", "in sound"))
    for title, tool in chosen.items():
        start = statistics.median(one.cpu for one in starts[title])
        speed = size / max(statistics.median(one.cpu for one in whole[title]) - start, 0.001)
        memory = max(one.memory for one in whole[title])
        counts = compare(places(tool, seeds), marks)
        print(ROW.format(title, f"{speed:.3g}", f"{start:.2f}", f"{memory:.0f}", *counts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--vale", default="vale")
    parser.add_argument("--languagetool", default="", metavar="FOLDER")
    parser.add_argument(
        "--as", dest="tool", choices=HERE_RUN, help="run one tool in this process and say where it points"
    )
    args = parser.parse_args()
    if args.tool:
        for place in HERE_RUN[args.tool](args.folder, args.languagetool):
            print(json.dumps(place))
        return
    with tempfile.TemporaryDirectory() as scratch:
        measure(args, Path(scratch))


if __name__ == "__main__":
    main()
