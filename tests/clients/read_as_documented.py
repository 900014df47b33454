"""Runs the snippets in docs/readers.md and README.md as shown, and compares what they read with the files, value by value.

read_as_documented.py BUNDLE READER [PLAIN]

READER is the heading of a section: pandas, polars, DuckDB or Spark. PLAIN is the same bundle without compression.
"""

import csv
import importlib
import json
import re
import sys
from pathlib import Path

from bundle import DIRECTORY, TABLES, check, shown

reader = sys.argv[2]
plain = Path(sys.argv[3]) if len(sys.argv) > 3 else DIRECTORY

page = (Path(__file__).parents[2] / "docs" / "readers.md").read_text(encoding="utf-8")
sections = dict(re.findall(r"^#+ ([^\n]*)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
(begin,) = re.findall(r"```python\n(.*?)```", sections["Reading a bundle with its types"], re.DOTALL)
(snippet,) = re.findall(r"```python\n(.*?)```", sections[reader], re.DOTALL)
assert begin.count('Path("out")') == 1, begin
space = {}
exec(begin.replace('Path("out")', f"Path({str(DIRECTORY)!r})") + snippet, space)

ROWS = {
    "pandas": lambda table: table.astype(object).where(table.notna(), None).itertuples(index=False),
    "polars": lambda table: table.iter_rows(),
    "DuckDB": lambda table: table.fetchall(),
    "Spark": lambda table: table.collect(),
}[reader]

KINDS = {"string": "str", "integer": "int", "number": "Decimal", "boolean": "bool", "date": "date", "datetime": "datetime"}
ALSO = {"int64": "int", "bool_": "bool", "bool": "bool", "Timestamp": "datetime"}

values, spoilt = 0, set()
for resource in TABLES:
    name = f"{resource['database']}.{resource['name']}"
    with (plain / name.replace(".", "/")).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        header, *wanted = csv.reader(file)
    fields = resource["schema"]["fields"]
    table = space["read"](resource["name"])
    check(f"{name}: columns", header, list(table.columns))
    rows = list(ROWS(table))
    check(f"{name}: rows", resource["rows"], len(rows))
    for line, (row, texts) in enumerate(zip(rows, wanted, strict=True), 2):
        check(f"{name}, line {line}", texts, [shown(value, text) for value, text in zip(row, texts, strict=True)])
        for field, value, text in zip(fields, row, texts):
            if value is not None:
                kind = type(value).__name__
                check(f"{name}.{field['name']}, line {line}: type", KINDS[field["type"]], ALSO.get(kind, kind))
            if field["type"] == "string" and re.fullmatch("0[0-9]+", text):
                spoilt.add(field["name"])
            values += 1
check("columns that a guess would spoil", {"postal_code", "tax_id_last4"}, spoilt)
if reader == "pandas":
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"```python\n(manifest = .*?)\n([^\n]*)\n```", readme, re.DOTALL)
    space = {"json": json, "pandas": importlib.import_module("pandas")}
    lines = [line.replace('"out/', f'"{DIRECTORY}/') for line in lines]
    exec(lines[0], space)
    found = eval(lines[1], space)["postal_code"].tolist()
    with (plain / "customer_db" / "customer_profiles.csv").open(encoding="utf-8", newline="") as file:
        check("postal codes as README.md reads them", [row["postal_code"] for row in csv.DictReader(file)], found)
print(f"{reader}: {len(TABLES)} tables, {values} values")
