"""Installs the output of `make dist` in an empty environment, and generates a bank with it.

installed.py DIST GOLDEN OUT: the digests of DIST, the package in a new virtual environment without a network, and the program by itself
with an empty environment; both must make GOLDEN, byte for byte.
"""

import filecmp
import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import venv
from pathlib import Path

dist, golden, out = (Path(argument).resolve() for argument in sys.argv[1:])
root = Path(__file__).parents[2]
version = re.search(r'^version = "(.*)"$', (root / "Cargo.toml").read_text(encoding="utf-8"), re.M)[1]


def same(one, other):
    """Fails unless both directories have the same files, byte for byte."""
    files = [sorted(str(path.relative_to(top)) for path in top.rglob("*") if path.is_file()) for top in (one, other)]
    assert files[0] == files[1], f"{one}: expected {files[1]}, found {files[0]}"
    _, different, unread = filecmp.cmpfiles(one, other, files[0], shallow=False)
    assert not different and not unread, f"{one}: {different + unread} differ from {other}"


def makes_golden(program, into, environment):
    """Fails unless the program generates the golden bundle and reports its version."""
    run = {"env": environment, "check": True, "cwd": out}
    said = subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True, **run).stdout
    assert version in said, f"{program}: expected version {version}, found {said!r}"
    origin = json.loads((golden / "datapackage.json").read_text(encoding="utf-8"))["dhub"]
    plan = ["--seed", str(origin["seed"]), "--scale", origin["scale"], "--as-of", origin["as_of"]]
    subprocess.run([program, "seed", "all", "--quiet", *plan, "--compress", "zstd", "--out", into], **run)
    same(out / into, golden)
    # The wheel and the binary have Parquet, too.
    subprocess.run([program, "export", into, "--quiet", "--format", "parquet", "--only", "loans_db.loans"], **run)


def needs_nothing(program):
    """Fails if a program for Linux needs a loader or a shared library."""
    data = program.read_bytes()
    start, size, count = (struct.unpack_from(form, data, at)[0] for form, at in (("<Q", 0x20), ("<H", 0x36), ("<H", 0x38)))
    kinds = {}
    for number in range(count):
        kind, _, at, _, _, length = struct.unpack_from("<IIQQQQ", data, start + number * size)
        kinds[kind] = data[at : at + length]
    loader, dynamic, needed = 3, 2, 1
    assert loader not in kinds, f"{program}: needs {kinds[loader].decode()}"
    tags = {tag for tag, _ in struct.iter_unpack("<qQ", kinds.get(dynamic, b""))}
    assert needed not in tags, f"{program}: needs a shared library"


shutil.rmtree(out, ignore_errors=True)
out.mkdir(parents=True)
sums = dict(reversed(line.split("  ")) for line in (dist / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
assert sums.keys() == {path.name for path in dist.iterdir()} - {"SHA256SUMS"}, sums
for name, digest in sums.items():
    assert hashlib.sha256((dist / name).read_bytes()).hexdigest() == digest, f"{name}: not as SHA256SUMS says"
(wheel,) = dist.glob("dhub-*.whl")
(program,) = dist.glob("dhub-*-linux" if sys.platform == "linux" else "dhub-*-macos")
if sys.platform == "linux":
    assert "-manylinux2014_" in wheel.name, wheel.name
    needs_nothing(program)

venv.create(out / "venv", with_pip=True)
binaries = out / "venv" / "bin"
pip = [binaries / "python", "-m", "pip", "--disable-pip-version-check"]
subprocess.run([*pip, "install", "--quiet", "--no-index", wheel], check=True)
# As in the file: older versions of pip do not show licenses of this form.
(metadata,) = (out / "venv").glob("lib/python*/site-packages/dhub-*.dist-info/METADATA")
shown = metadata.read_text()
for wanted in (f"Version: {version}", "License-Expression: MIT OR Apache-2.0", "Summary: A whole retail bank"):
    assert wanted in shown, f"{metadata}: expected {wanted!r}, found\n{shown}"
makes_golden(shutil.which("dhub", path=binaries), "by-pip", {"PATH": str(binaries)})
makes_golden(program, "by-itself", {})
print(f"{wheel.name} and {program.name}: installed, and they make the golden bundle")
