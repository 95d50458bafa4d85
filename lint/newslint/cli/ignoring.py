"""`.newslint-ignore.yaml` for a run: where it is, and how findings come into it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from newslint.cli.ending import Exit, counted
from newslint.cli.run import Run
from newslint.cli.said import tell_error
from newslint.errors import SettingsError
from newslint.linting.finding import Finding
from newslint.linting.ignores import Ignores
from newslint.packs.selectors import UNUSED
from newslint.report.reporter import Reporter
from newslint.settings.layers import Layers
from newslint.sources.discover import STDIN
from newslint.text.document import Document


class _Entries(Reporter):
    """Takes findings down as entries."""

    def __init__(self, ignores: Ignores) -> None:
        super().__init__(StringIO())
        self._ignores = ignores
        self.found: list[str] = []

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """What was found in a document."""
        self.found += [self._ignores.entry(found, document) for found in findings if found.code != UNUSED.code]


def ignores_of(layers: Layers) -> Ignores | None:
    """The file beside the settings of a run; None where every file is left aside. Raises SettingsError."""
    return None if layers.isolated else Ignores.beside(layers.run.root)


def add_ignores(named: Sequence[str], layers: Layers, options: Mapping[str, Any]) -> tuple[Exit, str]:
    """Check documents and write what stands in them down as suppressed. Where one cannot be checked, nothing is."""
    ignores = ignores_of(layers)
    if ignores is None:
        raise SettingsError("--add-ignores writes beside the settings, which --isolated leaves aside")
    if options["fix"] or options["diff"]:
        raise SettingsError("--add-ignores lets findings stand; --fix and --diff mend them")
    if STDIN in named:
        raise SettingsError("--add-ignores is for files, not for standard input")
    from newslint.cli.baseline import baseline_of  # noqa: PLC0415  (which imports this module)

    entries = _Entries(ignores)
    run = Run(layers, entries, tell_error, baseline=baseline_of(layers.run), ignores=ignores)
    run.start(layers.run)
    for _ in run.lint(run.sources(named)):
        pass
    shown = os.path.relpath(ignores.file)
    if run.finish("never", exit_zero=True) is Exit.TROUBLE:
        return Exit.TROUBLE, f"{shown} is left as it was. {run.tally.said()}"
    written = list(dict.fromkeys(entries.found))
    if written:
        ignores.add(written)
    return Exit.CLEAN, f"Wrote {counted(len(written), 'entry').replace('entrys', 'entries')} to {shown}."
