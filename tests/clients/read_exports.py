"""Reads the output of `dhub export` with DuckDB and with Python's own SQLite, and compares it with the CSVs.

read_exports.py BUNDLE SQLITE DUCKDB_SCRIPT
"""

import csv
import pathlib
import sqlite3
import sys

import duckdb

from bundle import shown

bundle, sqlite, script = map(pathlib.Path, sys.argv[1:])

duck = duckdb.connect()
for _ in range(2):
    duck.execute(script.read_text(encoding="utf-8"))
lite = sqlite3.connect(sqlite)
assert lite.execute("PRAGMA integrity_check").fetchone() == ("ok",)


tables = sorted(bundle.glob("*_db/*.csv"))
assert tables, f"no tables in {bundle}"
for path in tables:
    with path.open(encoding="utf-8", newline="") as file:
        header, *wanted = csv.reader(file)
    for name, rows in (
        (f"{path.parent.name}.{path.stem} in DuckDB", duck.execute(f"FROM {path.parent.name}.{path.stem}").fetchall()),
        (f"{path.stem} in SQLite", lite.execute(f"SELECT * FROM {path.stem} ORDER BY rowid").fetchall()),
    ):
        assert len(rows) == len(wanted), f"{name}: expected {len(wanted)} rows, found {len(rows)}"
        for line, (row, fields) in enumerate(zip(rows, wanted), 2):
            found = [shown(value, field) for value, field in zip(row, fields)]
            assert found == fields, f"{name}, line {line}: expected {fields}, found {found}"

comments = duck.execute("SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND comment IS NULL").fetchone()
assert comments == (0,), f"{comments} columns without a comment in DuckDB"
print(f"DuckDB and SQLite read exports: {len(tables)} tables")
