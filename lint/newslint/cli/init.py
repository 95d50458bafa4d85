"""The verb `init`: settings, a hook and a job of CI for a folder, after a look at it. Nothing is overwritten."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from newslint.cli.ending import Exit, counted
from newslint.errors import SettingsError
from newslint.settings.find import nearest
from newslint.settings.keys import Profile
from newslint.settings.toml import written

if TYPE_CHECKING:
    from newslint.cli.look import Home, Seen

PROFILES = {
    "corpus": "scraped text: what a page sets around an article is damage",
    "newsroom": "a newsroom's copy: bylines, datelines and credits belong to it",
}
HOOK = """  - repo: local
    hooks:
      - id: newslint
        name: newslint
        entry: newslint check --force-exclude
        language: system
        types: [text]
        files: \\.(txt|text|md|markdown|jsonl|ndjson)$
        require_serial: true
"""
GITHUB = """name: text
on: [push, pull_request]
jobs:
  newslint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {{python-version: '3.12'}}
      - run: python -m pip install {requirement}
      - run: newslint
"""
GITLAB = """newslint:
  image: python:3.12
  script:
    - python -m pip install {requirement}
    - newslint --output-format gitlab --output-file gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""


@click.command()
@click.option("--profile", type=click.Choice(get_args(Profile)), help="Whose text it is. [what the folder looks like]")
def init(profile: Profile | None) -> None:
    """Set newslint up in this folder: settings, a pre-commit hook, a job of CI. Overwrites nothing."""
    from newslint.cli.look import home, look  # noqa: PLC0415  (not needed to check)

    folder = Path.cwd()
    seen, kept = look(folder), home(folder)
    for line in [*_found(seen), *_settings(folder, seen, profile), *_hook(folder, kept), *_ci(folder, kept)]:
        click.echo(line)
    if seen.failing:
        click.echo("`newslint baseline` accepts what is there today, so that only what is new fails.")
    sys.exit(Exit.CLEAN)


def _found(seen: Seen) -> Iterator[str]:
    """What was seen, in words."""
    total = seen.suffixes.total()
    if not total:
        yield "Found no articles here yet (*.txt, *.text, *.md, *.markdown)."
        return
    kinds = ", ".join(f"{count} {suffix}" for suffix, count in seen.suffixes.most_common())
    yield f"Found {counted(total, 'article')} ({kinds}); read {seen.read} of them:"
    yield f"  {seen.failing} with findings that fail a run, {seen.scraped} with menus, teasers and the like,"
    yield f"  {seen.copy} with bylines, datelines or credits."
    if seen.undecoded:
        first = seen.undecoded[0]
        more = f" and {len(seen.undecoded) - 1} more" if len(seen.undecoded) > 1 else ""
        yield f"  Cannot be read as UTF-8: {first}{more}. See `encoding` in the guide."


def _settings(folder: Path, seen: Seen, profile: Profile | None) -> Iterator[str]:
    if (file := nearest(folder)) is not None:
        yield f"Settings: {os.path.relpath(file)} is there already and left as it is."
        return
    chosen = profile or seen.profile
    values: dict[str, object] = {"profile": chosen}
    if seen.about:
        values["exclude"] = sorted(seen.about)
    why = PROFILES[chosen]
    text = f"# {why}\n{written(values)}\n"
    yield f"Settings: wrote {_write(folder / 'newslint.toml', text)}, profile {chosen} ({why})."
    if seen.about:
        yield f"  It leaves out {', '.join(sorted(seen.about))}."


def _hook(folder: Path, kept: Home) -> Iterator[str]:
    file = folder / ".pre-commit-config.yaml"
    if not kept.is_top:
        yield "Hook: none, since this is not the top of a git checkout."
    elif not os.path.lexists(file):
        yield f"Hook: wrote {_write(file, f'repos:{chr(10)}{HOOK}')}; `pre-commit install` switches it on."
    elif "id: newslint" in file.read_text(encoding="utf-8", errors="replace"):
        yield f"Hook: {file.name} has newslint already."
    else:
        yield f"Hook: {file.name} is there already; add under `repos:`"
        yield HOOK.rstrip()


def _ci(folder: Path, kept: Home) -> Iterator[str]:
    if not kept.is_top or not (kept.github or kept.gitlab):
        yield "CI: nothing seen that runs it here; the guide has jobs for GitHub and GitLab."
        return
    from newslint.cli.look import requirement  # noqa: PLC0415

    known = requirement()
    places = [
        *([(folder / ".github" / "workflows" / "newslint.yml", GITHUB)] if kept.github else []),
        *([(folder / ".gitlab-ci.yml", GITLAB)] if kept.gitlab else []),
    ]
    for file, job in places:
        name = os.path.relpath(file)
        text = job.format(requirement=known or "./newslint # where newslint is")
        if not os.path.lexists(file):
            yield f"CI: wrote {_write(file, text)}."
            if known is None:
                yield "  Say in it where newslint is to be installed from: this one came from a folder."
        elif "newslint" in file.read_text(encoding="utf-8", errors="replace"):
            yield f"CI: {name} has newslint already."
        else:
            yield f"CI: {name} is there already; add"
            yield text.rstrip()


def _write(file: Path, text: str) -> str:
    """Write a file that is not there; its name. Raises SettingsError."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise SettingsError(f"{file}: cannot be written: {error.strerror}") from None
    return os.path.relpath(file)
