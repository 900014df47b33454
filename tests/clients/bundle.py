"""The manifest of the bundle that the first argument names, and what the clients are compared with."""

import json
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

DIRECTORY = Path(sys.argv[1])
MANIFEST = json.loads((DIRECTORY / "datapackage.json").read_text(encoding="utf-8"))
TABLES = MANIFEST["resources"]

# The same query for each client; the result must be that of `dhub db query`.
QUESTION = """
SELECT a.account_type, count(*) AS loans, sum(l.principal_amount) AS principal
FROM loans_db.loans l JOIN accounts_db.accounts a ON a.account_id = l.linked_account_id
GROUP BY a.account_type ORDER BY a.account_type
"""


def question():
    """The query on one line, for the command line."""
    return " ".join(QUESTION.split())


def answer():
    """Returns the rows of the file that the second argument names: the output of `dhub db query --format csv`."""
    lines = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in lines[1:]]
    assert rows, "dhub db query found no loans"
    return [(kind, int(loans), f"{float(principal):.2f}") for kind, loans, principal in rows]


def shown(value, field):
    """Formats a value as in the CSV, next to `field`."""
    if value is None:
        return ""
    if field in ("true", "false"):
        return str(bool(value)).lower()
    if isinstance(value, (int, float, Decimal)):
        return f"{value:.{len(field.partition('.')[2])}f}"
    if isinstance(value, (date, datetime)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return value


def check(what, wanted, found):
    """Ends the run if a client sees something other than the bundle."""
    if wanted != found:
        sys.exit(f"{what}: expected {wanted!r}, found {found!r}")


if __name__ == "__main__":
    print(question())
