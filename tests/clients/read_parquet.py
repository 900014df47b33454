"""Reads the Parquet files of a bundle with pyarrow, DuckDB, polars or Spark, and compares every row with the CSVs.

read_parquet.py BUNDLE PARQUET READER: BUNDLE is the same bundle as plain CSV.
"""

import csv
import pathlib
import sys

from bundle import MANIFEST, check, shown

bundle, parquet = map(pathlib.Path, sys.argv[1:3])
reader = sys.argv[3]

# How pyarrow shows the types of the declarations.
TYPES = {"text": "string", "boolean": "bool", "smallint": "int16", "integer": "int32", "bigint": "int64",
         "date": "date32[day]", "timestamp": "timestamp[us]"}


def with_pyarrow(path):
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(path)
    said = {name.decode(): value.decode() for name, value in file.metadata.metadata.items()}
    for name, value in (("seed", MANIFEST["dhub"]["seed"]), ("scale", MANIFEST["dhub"]["scale"]),
                        ("data_version", MANIFEST["dhub"]["data_version"])):
        check(f"{path}: {name}", str(value), said.get(f"dhub.{name}"))
    table = next(one for one in MANIFEST["resources"] if one["name"] == path.stem)
    for field, found in zip(table["schema"]["fields"], file.schema_arrow, strict=True):
        sql = field["sqlType"].split(" GENERATED")[0]
        wanted = TYPES.get(sql) or sql.replace("numeric(", "decimal128(").replace(",", ", ")
        check(f"{path}: {field['name']}", (field["name"], wanted), (found.name, str(found.type)))
        check(f"{path}: {field['name']} may be NULL", not field.get("constraints", {}).get("required", False), found.nullable)
    return zip(*(column.to_pylist() for column in file.read().columns))


def with_duckdb(path):
    import duckdb

    return duckdb.execute("FROM read_parquet($1)", [str(path)]).fetchall()


def with_polars(path):
    import polars

    return polars.read_parquet(path).rows()


def with_spark(path):
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    return [tuple(row) for row in spark.read.parquet(str(path)).collect()]


read = {"pyarrow": with_pyarrow, "DuckDB": with_duckdb, "polars": with_polars, "Spark": with_spark}[reader]
tables = sorted(bundle.glob("*/*.csv"))
assert tables, f"no tables in {bundle}"
compared = 0
for path in tables:
    with path.open(encoding="utf-8", newline="") as file:
        header, *wanted = csv.reader(file)
    found = parquet / path.parent.name / f"{path.stem}.parquet"
    if not found.exists() and path.parent.name == "labels":
        continue  # an export has the databases alone
    rows = list(read(found))
    check(f"{found}: rows", len(wanted), len(rows))
    for line, (row, fields) in enumerate(zip(rows, wanted), 2):
        check(f"{found}, line {line}", fields, [shown(value, field) for value, field in zip(row, fields, strict=True)])
    compared += 1
print(f"{reader} reads Parquet: {compared} tables")
