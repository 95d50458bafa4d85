"""The verb `gate`: records on one side or the other."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from newslint.cli.ending import Exit
from newslint.cli.given import given, no_nan
from newslint.cli.jobs import processes
from newslint.cli.options import ACROSS, DISCOVERY, DUPLICATES, JOBS, SELECTION, complete_path
from newslint.cli.said import progress, tell, tell_error
from newslint.errors import InputError, SettingsError
from newslint.gate.policy import UNCHECKED
from newslint.gate.report import as_html, as_json, in_words
from newslint.gate.shards import Gate, Task, shards_of
from newslint.gate.tally import TWICE, Tally
from newslint.packs.library import Library
from newslint.packs.selectors import OWN
from newslint.records.formats import ARCHIVES, holds_records, suffixes
from newslint.rule.declaration import SEVERITIES
from newslint.settings.layers import Layers
from newslint.sources.discover import discover
from newslint.sources.found import Source


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete_path)
@click.option(
    "--accept",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Where sound records go: a folder, or a file for one file.",
)
@click.option("--reject", type=click.Path(path_type=Path), metavar="OUT", help="Where the others go.")
@click.option(
    "--severity", "least", type=click.Choice(SEVERITIES), help="Reject for findings of this severity or graver. [error]"
)
@click.option(
    "--per-1000-words",
    type=click.FloatRange(min=0),
    callback=no_nan,
    metavar="N",
    help="Reject for more than so many of them. [0]",
)
@click.option("--reject-for", multiple=True, metavar="CODE", help="Reject for any finding of these rules.")
@click.option("--min-words", type=click.IntRange(min=0), metavar="N", help="Reject shorter ones. [1]")
@click.option(
    "--language", "languages", multiple=True, metavar="CODE", help="Accept texts in these languages, or `any`. [en]"
)
@click.option(
    "--findings",
    type=click.Choice(["inline", "sidecar", "none"]),
    default="inline",
    show_default=True,
    help="Where the reasons of rejected records go: in them, beside them, or nowhere.",
)
@click.option(
    "--fix", is_flag=True, help="Apply safe fixes first, though not to archives; it is told which records were mended."
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write what was decided and why: .json or .html.",
)
@click.option("--resume", is_flag=True, help="Go on where a run was interrupted; overwrite what is left half done.")
@click.option("--dry-run", is_flag=True, help="Decide and report, write no record.")
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    metavar="N",
    help="Look at the first N records of each file, with --dry-run.",
)
@click.option(
    "--fail-if-rejected",
    type=click.FloatRange(0, 1),
    callback=no_nan,
    metavar="RATE",
    help="Exit 1 where more than this share is rejected or malformed, such as 0.1.",
)
@click.option(
    "--engine",
    type=click.Choice(["processes", "ray"]),
    default="processes",
    show_default=True,
    help="Where texts are checked: on this machine, or on a Ray cluster.",
)
@JOBS
@DUPLICATES
@ACROSS
@SELECTION
@DISCOVERY
def gate(paths: tuple[str, ...], config: Path | None, isolated: bool, **options: Any) -> None:
    """Part records: sound ones to --accept, the rest with their reasons to --reject, nothing lost."""
    layers = _layers(options, config, isolated=isolated)
    settings = layers.run
    accept, reject = _sides(options)
    sources, unread = [], 0
    for found in discover(paths, layers):
        if isinstance(found, Source) and (holds_records(found.path) or found.path in paths):
            sources.append(found)
        elif isinstance(found, InputError):
            tell_error(found)
            unread += 1
    if options["fix"] and (other := [source.path for source in sources if suffixes(source.path)[0] in ARCHIVES]):
        raise SettingsError(f"--fix mends no archives, such as {other[0]}: leave them out")
    if settings.duplicates and options["resume"]:
        raise SettingsError(
            "--resume leaves out the records of files that are done, and --duplicates compares with all: "
            "leave one of them out, or take away what was written and start anew"
        )
    if settings.across and options["fix"]:
        raise SettingsError("--across tells what recurs in documents as they are: leave it out, or --fix")
    report = options["report"]
    if report and report.suffix not in (".json", ".html"):
        raise SettingsError(f"--report {report}: ends in .json or .html")
    task = Task(options["findings"], options["fix"], options["sample"], not options["dry_run"])
    shards = shards_of(sources, accept, reject)
    standing = [side for shard in shards for side in (shard.accept, shard.reject) if side.exists()]
    if standing and task.write and not options["resume"]:
        raise SettingsError(
            f"{standing[0]}: is there already; take it away, name another place, or go on with --resume"
        )
    total, by_file = Tally(), dict[str, Tally]()
    cluster = options["engine"] == "ray"
    if cluster and settings.languagetool:
        raise SettingsError("--engine ray goes without --languagetool, whose server would be one for all nodes")
    jobs = (options["jobs"] or 0) if cluster else processes(options["jobs"], sources)
    done = Gate(settings, task, layers.each(), cluster=cluster).run(shards, jobs, tell, resume=options["resume"])
    for shard, tally in progress(done, len(shards)) if len(shards) > 1 and sys.stderr.isatty() else done:
        if isinstance(tally, InputError):
            tell_error(tally)
            unread += 1
            continue
        by_file[shard.source.path] = tally
        total.merge(tally)
    _tell_malformed(total)
    _tell_unchecked(total)
    for sample in total.samples.get(TWICE, ()):
        tell(f"{sample.place}: {sample.said}: {sample.id}")
    if report:
        names = {loaded.rule.code: loaded.rule.name for loaded in Library.of(settings).known}
        names |= {own.code: own.name for own in OWN}
        report.write_text(as_json(total, by_file) if report.suffix == ".json" else as_html(total, by_file, names))
    click.echo(in_words(total), err=True)
    if not (total.decided or unread):
        tell_error("there was no record to decide about")
    rate = options["fail_if_rejected"]
    passed = rate is not None and total.records - total.accepted > rate * max(total.records, 1)
    trouble = unread or total.unchecked or not total.decided
    sys.exit(Exit.TROUBLE if trouble else Exit.FINDINGS if passed else Exit.CLEAN)


def _layers(options: dict[str, Any], config: Path | None, *, isolated: bool) -> Layers:
    """The settings, in which the policy is that of the settings file under the options.

    What recurs is looked for, unless records are mended or it is not wanted.
    """
    single = (("severity", "least"), ("per_1000_words", "per_1000_words"), ("min_words", "min_words"))
    chosen = {key: options[name] for key, name in single if options[name] is not None}
    listed = (("reject", "reject_for"), ("languages", "languages"))
    chosen |= {key: options[name] for key, name in listed if options[name]}
    said = given(options)
    named = Layers(said, config, isolated=isolated).run
    policy = msgspec.structs.replace(named.gate, **chosen)
    across = not options["fix"] if named.across is None else named.across
    return Layers({**said, "gate": policy, "across": across}, config, isolated=isolated)


def _sides(options: dict[str, Any]) -> tuple[Path, Path]:
    accept, reject, dry = options["accept"], options["reject"], options["dry_run"]
    if options["sample"] and not dry:
        raise SettingsError("--sample goes with --dry-run: the gate parts whole files")
    if dry:
        return accept or Path("accepted"), reject or Path("rejected")
    if accept is None or reject is None:
        raise SettingsError("say where records go with --accept and --reject, or try --dry-run")
    return accept, reject


def _tell_malformed(total: Tally) -> None:
    told = total.samples.get("malformed", ())
    for sample in told:
        tell_error(InputError(sample.place, f"malformed: {sample.said}"))
    if total.malformed > len(told):
        tell(f"{total.malformed - len(told):,} more are malformed; *.malformed beside the rejected ones holds them all")


def _tell_unchecked(total: Tally) -> None:
    told = total.samples.get(UNCHECKED, ())
    for sample in told:
        tell_error(InputError(sample.place, sample.said))
    if told:
        more = f"{total.unchecked - len(told):,} more were not checked; " if total.unchecked > len(told) else ""
        tell(f"{more}what was not checked is with the rejected ones, and --resume tries its file again")
