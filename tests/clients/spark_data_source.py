"""Reads every table through the data source in engines/spark and compares it with the bundle generated in one run.

spark_data_source.py BUNDLE DHUB PARQUET: the CSVs of BUNDLE say what is right; one table is written as Parquet to the directory PARQUET.
"""

import csv
import hashlib
import os
import shutil
import socket
import stat
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

from bundle import DIRECTORY, MANIFEST, TABLES, check, shown

dhub, parquet = sys.argv[2:4]
sys.path.insert(0, str(Path(__file__).parents[2] / "engines" / "spark"))
# The executors run this Python, which has pyarrow.
os.environ["PYSPARK_PYTHON"] = sys.executable

import pyarrow.dataset
from dhub_spark import Dhub
from pyspark.sql import SparkSession

spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", 2)
    .config("spark.ui.showConsoleProgress", "false")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("OFF")
spark.dataSource.register(Dhub)
bank = MANIFEST["dhub"]
PLAN = {"scale": bank["scale"], "seed": bank["seed"], "as_of": bank["as_of"]}


def read(table, **options):
    """Returns a table from the data source."""
    reader = spark.read.format("dhub").option("binary", dhub).option("table", table)
    for name, value in options.items():
        reader = reader.option(name, value)
    return reader.load()


def refused(line, **options):
    """Fails unless reading raises an exception that contains this line."""
    try:
        read(**options).count()
    except Exception as error:
        found = str(error)
        assert f": {line}\n" in found, f"{options}: expected {line}, found {found}"
    else:
        sys.exit(f"{options}: expected an exception, found none")


def hashed(fields):
    """Hashes a row's text to a number."""
    return int(hashlib.md5("|".join(fields).encode()).hexdigest()[:12], 16)


SPARK = {"text": "string", "boolean": "boolean", "smallint": "smallint", "integer": "int", "bigint": "bigint", "date": "date",
         "timestamp": "timestamp_ntz"}
values = 0
for resource in TABLES:
    name = f"{resource['database']}.{resource['name']}"
    fields = resource["schema"]["fields"]
    with (DIRECTORY / resource["path"]).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    table = read(name, parts=3, **PLAN)
    # Its columns, types and comments are those of the declarations.
    for field, column in zip(fields, table.schema, strict=True):
        sql = field["sqlType"].split(" GENERATED")[0]
        wanted = (field["name"], SPARK.get(sql, sql.replace("numeric", "decimal")), field["description"])
        check(f"{name}: column", wanted, (column.name, column.dataType.simpleString(), column.metadata["comment"]))
        check(f"{name}.{field['name']} may be NULL", not field.get("constraints", {}).get("required", False), column.nullable)
    check(f"{name}: partitions", 3, table.rdd.getNumPartitions())
    # Counted, summed and hashed by Spark.
    numbers = [column for column, field in enumerate(fields) if field["type"] in ("integer", "number")]
    texts = ", ".join(f"coalesce(cast({column} AS string), '')" for column in header)
    found = table.selectExpr(
        "count(*)",
        f"sum(cast(conv(substr(md5(concat_ws('|', {texts})), 1, 12), 16, 10) AS decimal(38, 0)))",
        *(f"sum(cast({header[column]} AS decimal(38, 10)))" for column in numbers),
    ).first()
    sums = [sum(Decimal(row[column]) for row in rows if row[column]) if any(row[column] for row in rows) else None for column in numbers]
    check(f"{name}: count, hash and sums", (len(rows), sum(map(hashed, rows)) or None, *sums), tuple(found))
    # In the order of the parts, row by row.
    for line, (row, texts) in enumerate(zip(table.collect(), rows, strict=True), 2):
        check(f"{name}, line {line}", texts, [shown(value, text) for value, text in zip(row, texts, strict=True)])
    values += len(rows) * len(header)

# As many partitions as cores by default, with the same rows.
whole = next(resource["rows"] for resource in TABLES if resource["name"] == "transactions")
usual = read("accounts_db.transactions", **PLAN)
check("partitions", os.cpu_count(), usual.rdd.getNumPartitions())
check("rows", whole, usual.count())

# Written as Parquet, and read back.
shutil.rmtree(parquet, ignore_errors=True)
usual.write.parquet(parquet)
check("rows of Parquet", usual.toArrow().sort_by("transaction_id").to_pylist(),
      pyarrow.dataset.dataset(parquet).to_table().sort_by("transaction_id").to_pylist())

# A program distributed with the job.
shutil.copy(dhub, Path(parquet) / "dhub-sent")
spark.sparkContext.addFile(str(Path(parquet) / "dhub-sent"))
sent = spark.read.format("dhub").option("binary", "dhub-sent").option("table", "loans_db.loans").options(**PLAN)
check("rows by a program that came along", next(r["rows"] for r in TABLES if r["name"] == "loans"), sent.load().count())

# Every error is an exception with one line about it.
LOANS = "loans_db.loans"
refused("dhub: --only: no such table or database: loans; did you mean loans_db?", table="loans")
refused("dhub: --stdout: expected one table, such as --only loans_db.loans, found 6 tables", table="loans_db")
refused("dhub: --seed: expected a whole number from 0 to 18446744073709551615, found x", table=LOANS, seed="x")
refused("option sead: expected one of table, scale, seed, as_of, months, customers, employees, aml_rate, parts, binary; leave it out",
        table=LOANS, sead=1)
for parts in ("0", "100001", "2/3", "x"):
    refused(f"option parts: expected a whole number from 1 to 100000, found {parts}", table=LOANS, parts=parts)
try:
    spark.read.format("dhub").option("scale", 1).load()
    sys.exit("expected an exception without a table")
except Exception as error:
    assert ': expected the option table, such as .option("table", "accounts_db.transactions")\n' in str(error), error


def program(body):
    """A program that does something other than dhub for part 2."""
    path = Path(parquet) / "program"
    path.write_text(f'#!/bin/sh\ncase "$*" in *--part=2/3*) {body} ;; esac\nexec \'{dhub}\' "$@"\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def fails(line, body, **options):
    """Fails unless a part that fails in this way ends the job with this line."""
    try:
        read("accounts_db.transactions", parts=3, **options | {"binary": program(body)}).count()
    except Exception as error:
        assert line in str(error), f"expected {line}, found {error}"
    else:
        sys.exit(f"{body}: expected an exception, found none")


fails("dhub: stdout: no space left on device", 'echo "dhub: stdout: no space left on device" >&2; exit 2')
fails("dhub: the disk is gone", f"""'{dhub}' "$@" | head -c 100000; echo "dhub: the disk is gone" >&2; exit 2""")
# Killed between batches: the stream looks complete.
fails("it ended early", f"""'{dhub}' "$@" | head -c -8; kill -9 $$""")
fails("expected seed 42 as on the driver, found 7; install the same dhub everywhere", f"""exec '{dhub}' "$@" --seed=7""")
refused(f"/nowhere/dhub does not run on {socket.gethostname()}: No such file or directory; install dhub there, name its path by the option"
        ' binary, or send it along with spark.sparkContext.addFile("dhub")', table=LOANS, binary="/nowhere/dhub")

# Reading only a few rows leaves no program running.
check("rows of a few", 5, len(read("accounts_db.transactions", scale=500, parts=2).limit(5).collect()))
running = True
for _ in range(100):
    running = "--scale=500" in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    if not running:
        break
    time.sleep(0.1)
check("still running after a limit", False, running)
print(f"Spark data source: {len(TABLES)} tables, {values} values")
