"""The Frictionless validator finds nothing wrong: types, constraints, keys and references of every table."""

import sys

import frictionless

from bundle import DIRECTORY, TABLES, check

report = frictionless.validate(str(DIRECTORY / "datapackage.json"))
for task in report.tasks:
    for error in task.errors:
        print(f"{task.name}: {error.message}", file=sys.stderr)
for error in report.errors:
    print(error.message, file=sys.stderr)
check("valid", True, report.valid)
assert all(table["dialect"]["header"] for table in TABLES), "every file has a header"
check("tables", [table["name"] for table in TABLES], [task.name for task in report.tasks])
# It reports no count for a table without rows.
check("rows", [table["rows"] for table in TABLES], [task.stats.get("rows", 0) for task in report.tasks])
print(f"frictionless {frictionless.__version__}: {len(report.tasks)} tables valid")
