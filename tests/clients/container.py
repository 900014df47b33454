"""Does manually what Docker would do with the Dockerfile and compose.yml: checks both, builds the image, runs the services.

container.py OUT, with psql and a server in the environment. A container is a directory that holds what the image holds, with the volumes
mounted in it; nothing else of the system is to be seen inside. Linux alone has that.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

out = Path(sys.argv[1]).resolve()
repository = Path(__file__).parents[2]
environment = {"SCALE": "0.1", "SEED": "7"}
tools = Path(sys.executable).parent
shutil.rmtree(out, ignore_errors=True)


def lint(tool, *arguments, file, misspelled):
    """Fails if a linter finds anything, or misses a deliberate typo."""
    command = [tools / tool, *arguments]
    subprocess.run([*command, repository / file], check=True, stdout=subprocess.DEVNULL)
    text = (repository / file).read_text(encoding="utf-8")
    right, wrong = misspelled
    assert right in text, f"{file}: no {right!r}"
    bad = out / Path(file).name
    bad.write_text(text.replace(right, wrong), encoding="utf-8")
    found = subprocess.run([*command, bad], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    assert found.returncode == 1, f"{tool}: {wrong!r} in {file} was not found: {found}"


def instructions(text):
    """Returns the instructions of a Dockerfile, a list per stage."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    stages = []
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        name, rest = line.split(" ", 1)
        if name == "FROM":
            stages.append([])
        stages[-1].append((name, rest))
    return stages


class Image:
    """Builds the last stage of the Dockerfile: a directory, and how a container starts."""

    def __init__(self, root):
        self.root, built = root / "image", root / "build"
        self.root.mkdir(parents=True)
        built.mkdir()
        build, last = instructions((repository / "Dockerfile").read_text(encoding="utf-8"))
        rust = re.search(r'^rust-version = "(.*)"$', (repository / "Cargo.toml").read_text(encoding="utf-8"), re.M)[1]
        assert build[0] == ("FROM", f"rust:{rust}-bookworm AS build"), f"{build[0]}, expected Rust {rust}"
        assert ("COPY", ". .") in build and last[0] == ("FROM", "scratch"), (build, last)
        for name, step in build:
            if name == "RUN":
                # Files at the top of its file system are in a directory here.
                step = re.sub(r"(?<=\s)/", f"{built}/", step)
                subprocess.run(["bash", "-ec", step], cwd=repository, check=True)
        self.start, self.default, self.place = [], [], "/"
        for name, rest in last[1:]:
            match name:
                case "COPY":
                    source, target = rest.removeprefix("--from=build ").split()
                    shutil.copy(f"{built}{source}", f"{self.root}{target}")
                case "WORKDIR":
                    self.place = rest
                    (self.root / rest.lstrip("/")).mkdir()
                case "ENTRYPOINT":
                    self.start = json.loads(rest)
                case "CMD":
                    self.default = json.loads(rest)
                case _:
                    raise AssertionError(f"Dockerfile: {name} is not run by this test")

    def run(self, arguments, volumes=(), user=None):
        """Runs a container and returns its stdout. A volume is (directory, path inside, whether read-only)."""
        script = ""
        for source, inside, read_only in volumes:
            place = shlex.quote(f"{self.root}{inside}")
            script += f"mkdir -p {place}; mount --bind {shlex.quote(str(source))} {place}\n"
            if read_only:
                script += f"mount -o remount,bind,ro {place}\n"
        command = shlex.join([*self.start, *(arguments or self.default)])
        whom = f"--userspec={user}:{user} " if user else ""
        # The image has no shell: chroot starts the program itself, in the working directory.
        script += f"exec chroot {whom}{shlex.quote(str(self.root))} {command}"
        spaces = ["--mount"] if os.geteuid() == 0 else ["--mount", "--map-root-user"]
        run = ["unshare", *spaces, "sh", "-ec", script]
        done = subprocess.run(run, env={"PATH": os.environ["PATH"]}, stdout=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 0, f"{command}: ended with {done.returncode}"
        return done.stdout


def interpolated(value):
    """Returns a value of compose.yml with variables expanded as Compose does."""
    if isinstance(value, list):
        return [interpolated(one) for one in value]
    if isinstance(value, dict):
        return {key: interpolated(one) for key, one in value.items()}
    if isinstance(value, str):
        return re.sub(r"\$\{(\w+):-(.*?)\}", lambda found: environment.get(found[1], found[2]), value)
    return value


def in_order(services):
    """Returns the services, each after those that it waits for."""
    done = []
    while len(done) < len(services):
        ready = [name for name, one in services.items() if name not in done and set(one.get("depends_on", {})) <= set(done)]
        assert ready, "compose.yml: services wait for each other"
        done += ready
    return done


def psql(*arguments):
    """Returns the output of psql."""
    command = ["psql", "-X", "-At", "-v", "ON_ERROR_STOP=1", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def initialize(service, scripts):
    """Does what the entry point of PostgreSQL's image does on the first start; returns the counts of all tables."""
    assert service["image"].startswith("postgres:"), service["image"]
    assert service["environment"]["POSTGRES_DB"] == "bank", service["environment"]
    database = f"dhub_compose_{os.getpid()}"
    psql("-d", "postgres", "-c", f"CREATE DATABASE {database}")
    try:
        files = sorted(scripts.iterdir())
        assert [file.suffix for file in files] == [".sql"], files
        for file in files:
            # The entry point runs them as the user postgres.
            assert file.stat().st_mode & 0o004, f"{file}: not readable for others"
            psql("-d", database, "-q", "-f", str(file))
        tables = psql("-d", database, "-c", "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname LIKE '%\\_db'")
        between = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text LIKE '%.%'"
        assert int(psql("-d", database, "-c", between)) > 0, "no references"
        return {table: int(psql("-d", database, "-c", f"SELECT count(*) FROM {table}")) for table in tables.split()}
    finally:
        psql("-d", "postgres", "-c", f"DROP DATABASE {database}")


def mounted(service, volumes):
    """Returns the volumes of a service, as the image expects them."""
    for entry in service["volumes"]:
        name, inside, *mode = entry.split(":")
        yield volumes[name], inside, mode == ["ro"]


out.mkdir(parents=True)
lint("hadolint", file="Dockerfile", misspelled=("ENTRYPOINT", "ENTRYPOIN"))
schema = ("--builtin-schema", "vendor.compose-spec")
lint("check-jsonschema", *schema, file="compose.yml", misspelled=("depends_on:", "depend_on:"))

image = Image(out)
assert "Usage: dhub" in image.run([]), "without arguments a container shows the help"
compose = interpolated(yaml.safe_load((repository / "compose.yml").read_text(encoding="utf-8")))
services = compose["services"]
volumes = {name: out / name for name in compose["volumes"]}
for directory in volumes.values():
    directory.mkdir()
# Twice, as on a second start, when the volumes still exist.
for day in range(2):
    for name in in_order(services):
        service = services[name]
        if "build" in service:
            image.run(service["command"], list(mounted(service, volumes)))
(scripts,) = [source for source, inside, _ in mounted(services["postgres"], volumes) if inside == "/docker-entrypoint-initdb.d"]
counts = initialize(services["postgres"], scripts)
manifest = json.loads((volumes["bank"] / "out" / "datapackage.json").read_text(encoding="utf-8"))
assert (manifest["dhub"]["scale"], manifest["dhub"]["seed"]) == ("0.1", 7), manifest["dhub"]
stated = {f"{table['database']}.{table['name']}": table["rows"] for table in manifest["resources"] if table["database"] != "labels"}
assert counts == stated, f"expected {stated}, found {counts}"

# Whatever needs no scratch space works without /tmp, even for an unprivileged user.
bank = [(volumes["bank"], "/bank", True)]
for command in (
    "verify /bank/out",
    "seed status /bank/out",
    "seed check /bank/out",
    "life 7 /bank/out",
    "diff /bank/out /bank/out",
    "db tables /bank/out",
):
    for user in (None, 65534):
        image.run(command.split(), bank, user)
assert image.run(["db", "query", "SELECT count(*) AS n FROM loans_db.loans", "/bank/out", "--format", "csv"], bank) == f"n\n{counts['loans_db.loans']}\n"
print(f"the image and compose.yml: {len(counts)} tables in PostgreSQL")
