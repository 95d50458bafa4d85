"""The built wheel in a clean environment: rules on board and compiled, a file linted. And what is built is the same
bytes wherever it is built.
"""

from __future__ import annotations

import hashlib
import os
import runpy
import shutil
import subprocess
import sys
import venv
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import ROOT

BAD = "The council met on Monday.\n\nLeave a Reply\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the commands of an environment that holds nothing but the wheel and what it needs.

    What the rules are compiled with is of the versions here: a newer one would have them compiled anew.
    """
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(folder / "env", with_pip=True)
    commands = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    (wheel,) = folder.glob("*.whl")
    same = [
        f"{name}=={version(name)}" for name in ("msgspec", "regex", *(["hyperscan"] if find_spec("hyperscan") else ()))
    ]
    install = [str(commands / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, str(wheel), *same], check=True, capture_output=True)
    return commands


def run(command: Path, *args: str, cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(command), *args], cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_wheel(installed: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    """One test, since several processes would each build the wheel: rules, examples and what is installed with it."""

    cold = tmp_path / "cold"
    first = {**environment, "NEWSLINT_CACHE_DIR": str(cold)}

    def newslint(*args: str) -> subprocess.CompletedProcess[str]:
        return run(installed / "newslint", *args, cwd=tmp_path, environment=first)

    (tmp_path / "a.txt").write_text(BAD)
    done = newslint("a.txt", "--output-format", "concise")
    assert done.stdout == "a.txt:3:1: BP101 comment form left in the text: “Leave a Reply” [error]\n"
    assert "compiling" not in done.stderr
    assert done.returncode == 1
    assert not list(cold.glob("pack-*")) + list(cold.glob("scan-*"))  # all of it came with the wheel
    assert "<!doctype html>" in newslint("a.txt", "--output-format", "html").stdout.lower()
    assert str(installed.parent) in newslint("rule", "BP101").stdout
    rules = next(installed.parent.glob("**/newslint/rules"))
    examples = newslint("test", str(rules / "encoding"))
    assert examples.returncode == 0, examples.stdout
    here = run(Path(sys.executable), "-m", "newslint", "rules", cwd=tmp_path, environment=environment).stdout
    assert newslint("rules").stdout == here
    listed = run(installed / "python", "-m", "pip", "list", cwd=tmp_path, environment=environment).stdout
    assert "newslint" in listed
    assert "language" not in listed


def test_what_is_compiled_for_a_wheel_is_the_same_everywhere(installed: Path, environment: dict[str, str]) -> None:
    """Here it was compiled from the checkout, and may have been on another day."""
    compiled = list(installed.parent.glob("**/newslint/compiled/scan-*"))
    named = [sys.executable, "-m", "newslint", "cache", "dir"]
    kept = Path(subprocess.run(named, env=environment, capture_output=True, text=True, check=True).stdout.strip())
    assert len(compiled) > 10
    assert len(list(compiled[0].parent.glob("languages-*"))) == 1
    assert [file.name for file in compiled if file.read_bytes() != (kept / file.name).read_bytes()] == []


def test_what_compiles_finds_the_libraries_where_pip_has_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With pip they stand in a folder that only the environment names, and the source is no installed package."""
    main = "import os, pathlib, library\n\ndef main():\n"
    main += "    pathlib.Path(os.environ['NEWSLINT_CACHE_DIR'], 'pack-a.kept').touch()\n"
    files = {"lint/newslint/__init__.py": "", "lint/newslint/__main__.py": main, "site/library.py": ""}
    for name, content in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    code = runpy.run_path(str(ROOT / "hatch_build.py"))
    warned: list[str] = []
    hook = code["Compiled"](str(tmp_path), {}, None, None, "", "wheel", SimpleNamespace(display_warning=warned.append))
    included: dict[str, dict[str, str]] = {"force_include": {}}
    hook.initialize("standard", included)
    hook.finalize("standard", included, "")
    assert (included["force_include"], len(warned)) == ({}, 1)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    hook.initialize("standard", included)
    hook.finalize("standard", included, "")
    assert (list(included["force_include"].values()), len(warned)) == (["newslint/compiled/pack-a.kept"], 1)


def test_what_is_built_is_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In another folder, from files written at another time, and that others may not read."""
    monkeypatch.setenv("HATCH_BUILD_NO_HOOKS", "true")  # of what is compiled, see above
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("no checkout")
    built = []
    for name, mask, written in (("one", 0o022, 1_000_000_000), ("another", 0o077, 1_500_000_000)):
        copy = tmp_path / name
        for file in filter(None, listed.stdout.split("\0")):
            if (ROOT / file).is_file():
                target = copy / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / file, target)
                os.utime(target, (written, written))
                target.chmod(0o666 & ~mask)
        build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(copy / "dist"), str(copy)]
        subprocess.run(build, check=True, capture_output=True)
        built.append({file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (copy / "dist").iterdir()})
    assert len(built[0]) == 2
    assert built[0] == built[1]
