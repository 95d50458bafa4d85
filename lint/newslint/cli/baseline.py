"""The verb `baseline`: today's findings are recorded, or what is found no more is taken out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import click

from newslint.cli.ending import Exit, counted
from newslint.cli.given import given
from newslint.cli.ignoring import ignores_of
from newslint.cli.options import ACROSS, BASELINE, DISCOVERY, DUPLICATES, JOBS, LANGUAGE, PATHS, SELECTION
from newslint.cli.run import Run
from newslint.cli.said import tell_error
from newslint.errors import NewslintError
from newslint.linting.baseline import NAME, Baseline
from newslint.report.reporter import Reporter
from newslint.settings.keys import Settings
from newslint.settings.layers import Layers


@click.command("baseline")
@PATHS
@click.option("--prune", is_flag=True, help="Take out what is found no more, and add nothing.")
@BASELINE
@SELECTION
@LANGUAGE
@DISCOVERY
@JOBS
@DUPLICATES
@ACROSS
def baseline(paths: tuple[str, ...], prune: bool, config: Path | None, isolated: bool, **options: Any) -> None:
    """Record today's findings as accepted, so that only new ones are reported."""
    layers = Layers(given(options), config, isolated=isolated)
    code, said = keep_baseline(list(paths) or ["."], layers, tell_error, prune=prune, jobs=options["jobs"])
    click.echo(said, err=True)
    sys.exit(code)


def baseline_of(settings: Settings) -> Baseline | None:
    """The baseline that settings name. Raises SettingsError where it cannot be read."""
    return Baseline.read(_file(settings)) if settings.baseline else None


def keep_baseline(
    named: Sequence[str],
    layers: Layers,
    failed: Callable[[NewslintError], None],
    *,
    prune: bool,
    jobs: int | None = None,
) -> tuple[Exit, str]:
    """Check documents and write their findings down, or with `prune` take out what is found no more.

    Where a document could not be checked nothing is written.
    """
    settings = layers.run
    file = _file(settings)
    baseline = Baseline.read(file) if prune or file.exists() else Baseline(file, {})
    run = Run(layers, Reporter(StringIO()), failed, baseline=baseline, ignores=ignores_of(layers), jobs=jobs)
    run.start(settings)
    with closing(run.lint(run.sources(named))) as done:
        for _ in done:
            pass
    if run.finish("never", exit_zero=True) is Exit.TROUBLE:
        return Exit.TROUBLE, f"{_shown(file)} is left as it was. {run.tally.said()}"
    before = baseline.size
    if prune:
        baseline.prune()
        said = f"Took {before - baseline.size} of {before} entries out of {_shown(file)}."
    else:
        findings, files = counted(baseline.record(), "finding"), counted(run.tally.summary.documents, "file")
        said = f"Recorded {findings} of {files} in {_shown(file)}."
        if not settings.baseline:
            said += f' Name it in the settings, baseline = "{file.name}", or with --baseline.'
    baseline.write()
    return Exit.CLEAN, said


def told_stale(baseline: Baseline) -> str | None:
    """What is said of entries that are found no more."""
    stale = baseline.stale()
    if not stale:
        return None
    count = stale.total()
    entries = f"{count} entr{'ies' if count != 1 else 'y'}"
    more = f" and {len(stale) - 1} more" if len(stale) > 1 else ""
    return (
        f"{entries} of {_shown(baseline.file)} found no more ({min(stale)}{more}); "
        "`newslint baseline --prune` takes them out"
    )


def _file(settings: Settings) -> Path:
    return Path(settings.root, settings.baseline or NAME)


def _shown(file: Path) -> str:
    return os.path.relpath(file)
