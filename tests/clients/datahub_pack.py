"""Loads the output of `dhub export --format datahub` with DataHub's own client, and compares it with ingestion from PostgreSQL.

datahub_pack.py PACK LAYOUT SCRATCH

PACK names the tables as LAYOUT ("databases" or "schemas") has loaded them into the server of PG*. Proposals go by the file source to a
file, by `datahub datapack load` to a stand-in for DataHub's server, and none may be lost or altered; `recipe.yml` is run, and what
it finds must have the names, columns, types and keys of the pack.
"""

import json
import os
import pathlib
import subprocess
import sys

import stand_in
import yaml

pack, layout, scratch = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
scratch.mkdir(parents=True, exist_ok=True)
datahub = pathlib.Path(sys.executable).with_name("datahub")
environment = {
    **os.environ,
    "HOME": str(scratch),
    "DATAHUB_TELEMETRY_ENABLED": "false",
    "NO_PROXY": "127.0.0.1",
    "no_proxy": "127.0.0.1",
}


def run(*arguments, **more):
    """Returns the client's output; its failure ends the test."""
    done = subprocess.run(
        [datahub, *map(str, arguments)], env={**environment, **more}, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, f"datahub {arguments} ends with {done.returncode}: {said[-3000:]}"
    return said


def proposals(path):
    """Returns the aspects in a file, by entity and name; also those of a snapshot."""
    found = {}
    for one in json.loads(path.read_text(encoding="utf-8")):
        if "proposedSnapshot" in one:
            (snapshot,) = one["proposedSnapshot"].values()
            for aspect in snapshot["aspects"]:
                ((name, value),) = aspect.items()
                short = name.rsplit(".", 1)[-1]
                found[snapshot["urn"], short[0].lower() + short[1:]] = value
        else:
            found[one["entityUrn"], one["aspectName"]] = one["aspect"]["json"]
    return found


def same(wanted, found, place):
    """Returns whether everything wanted is found; a client may add defaults."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        for name, value in wanted.items():
            if value not in ({}, []) or name in found:
                assert name in found, f"{place}: no {name}"
                same(value, found[name], f"{place}.{name}")
    elif isinstance(wanted, list) and isinstance(found, list):
        assert len(wanted) == len(found), f"{place}: expected {len(wanted)}, found {len(found)}"
        for number, (one, other) in enumerate(zip(wanted, found)):
            same(one, other, f"{place}[{number}]")
    else:
        assert wanted == found, f"{place}: expected {wanted!r}, found {found!r}"


index = json.loads((pack / "index.json").read_text(encoding="utf-8"))
files = [pack / one["path"] for one in index["files"]]
assert files, "an empty pack"
whole = {}
for file in files:
    said = run("check", "metadata-file", file)
    assert "all valid" in said, f"{file}: {said[-2000:]}"
    wanted = proposals(file)
    assert len(wanted) == len(json.loads(file.read_text(encoding="utf-8"))), f"{file}: an aspect stands twice"
    assert not wanted.keys() & whole.keys(), f"{file}: an aspect stands in two files"
    whole.update(wanted)
    # From file to file.
    copy = scratch / "copy.json"
    recipe = scratch / "copy.yml"
    recipe.write_text(
        json.dumps(
            {
                "source": {"type": "file", "config": {"path": str(file)}},
                "sink": {"type": "file", "config": {"filename": str(copy)}},
            }
        ),
        encoding="utf-8",
    )
    run("ingest", "-c", recipe)
    found = proposals(copy)
    for key, value in wanted.items():
        assert key in found, f"{file}: {key} is lost on the way from file to file"
        same(value, found[key], f"{key}")


server, url = stand_in.serve()
said = run(
    "datapack", "load", "bank", "--url", f"file://{(pack / 'index.json').resolve()}", "--trust-custom", DATAHUB_GMS_URL=url
)
server.shutdown()
assert "loaded successfully" in said, said[-2000:]
missing = whole.keys() - stand_in.StandIn.received.keys()
assert not missing, f"datapack load sends all but {len(missing)}, such as {sorted(missing)[:3]}"
for key, value in whole.items():
    same(value, stand_in.StandIn.received[key], f"datapack load, {key}")

# What ingestion finds in PostgreSQL, with the recipe next to the pack.
recipe = yaml.safe_load((pack / "recipe.yml").read_text(encoding="utf-8"))
config = recipe["source"]["config"]
assert recipe["sink"]["type"] == "datahub-rest", recipe["sink"]
# The server listens on a socket, which a host name cannot express.
config["host_port"] = "localhost:5432"
config["options"] = {"connect_args": {"host": os.environ["PGHOST"], "port": int(os.environ.get("PGPORT", "5432"))}}
ingested = scratch / "ingested.json"
recipe["sink"] = {"type": "file", "config": {"filename": str(ingested)}}
changed = scratch / "recipe.yml"
changed.write_text(json.dumps(recipe), encoding="utf-8")
run("ingest", "-c", changed)
found = proposals(ingested)
tables = {urn for urn, name in whole if name == "schemaMetadata"}
assert {urn for urn, name in found if name == "schemaMetadata"} == tables, "other tables"
assert {urn for urn, name in found if name == "containerProperties"} == {
    urn for urn, name in whole if name == "containerProperties"
}, "other containers"
names = {"container", "containerProperties", "subTypes", "browsePathsV2", "dataPlatformInstance"}
for (urn, name), value in found.items():
    if name in names:
        same(value, whole[urn, name], f"ingestion, {urn}, {name}")
for urn in tables:
    loaded, told = found[urn, "schemaMetadata"], whole[urn, "schemaMetadata"]
    assert loaded["schemaName"] == told["schemaName"]

    def columns(schema):
        """Returns name, type, nullability and key of each column."""
        return [
            (
                one["fieldPath"],
                one["nativeDataType"],
                next(iter(one["type"]["type"])).rsplit(".", 1)[-1],
                one["nullable"],
                one["isPartOfKey"],
                one["description"],
            )
            for one in schema["fields"]
        ]

    def keys(schema):
        return {one["name"]: (one["sourceFields"], one["foreignFields"]) for one in schema.get("foreignKeys") or []}

    assert columns(loaded) == columns(told), f"{urn}: expected {columns(told)}, found {columns(loaded)}"
    mine = keys(told)
    for name, fields in keys(loaded).items():
        assert mine[name] == fields, f"{urn}: {name}"
    if layout == "schemas":
        assert keys(loaded).keys() == mine.keys(), f"{urn}: {mine.keys() - keys(loaded).keys()}"

# Ingestion removes nothing: what the pack adds to it stays.
kept = {name for _, name in whole} - {name for _, name in found}
wanted = {"ownership", "domains", "globalTags", "glossaryTerms", "editableSchemaMetadata", "editableDatasetProperties"}
wanted |= {"structuredProperties", "upstreamLineage", "erModelRelationshipProperties", "assertionInfo"}
assert wanted <= kept, wanted - kept
print(f"DataHub loads the pack for {layout}: {len(whole)} aspects, {len(tables)} tables as ingestion names them")
