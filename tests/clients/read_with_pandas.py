"""pandas reads every table with the manifest's types: counts, NULLs, keys and references match the bundle."""

from decimal import Decimal

import pandas as pd

from bundle import DIRECTORY, TABLES, answer, check

TYPES = {"string": "string", "integer": "Int64", "number": "string", "boolean": "string"}


def read(resource):
    """Reads a table; decimals become Decimal, because a double would round them."""
    fields = resource["schema"]["fields"]
    times = [field["name"] for field in fields if field["type"] in ("date", "datetime")]
    table = pd.read_csv(
        DIRECTORY / resource["path"],
        dtype={field["name"]: TYPES[field["type"]] for field in fields if field["name"] not in times},
        keep_default_na=False,
        na_values=[""],
    )
    for field in fields:
        name = field["name"]
        if field["type"] in ("date", "datetime"):
            form = "%Y-%m-%d" if field["type"] == "date" else field["format"]
            table[name] = pd.to_datetime(table[name], format=form)
        elif field["type"] == "number":
            table[name] = table[name].map(Decimal, na_action="ignore")
        elif field["type"] == "boolean":
            table[name] = table[name].map({"true": True, "false": False}).astype("boolean")
    return table


tables = {}
for resource in TABLES:
    name, schema = resource["name"], resource["schema"]
    table = tables[name] = read(resource)
    check(f"{name}: rows", resource["rows"], len(table))
    check(f"{name}: columns", [field["name"] for field in schema["fields"]], list(table.columns))
    for field in schema["fields"]:
        if field.get("constraints", {}).get("required"):
            check(f"{name}.{field['name']}: NULLs", 0, int(table[field["name"]].isna().sum()))
    for key in [schema["primaryKey"], *schema.get("uniqueKeys", [])]:
        whole = table.dropna(subset=key)
        check(f"{name}: rows that repeat {key}", 0, int(whole.duplicated(key).sum()))

references = 0
for resource in TABLES:
    for key in resource["schema"].get("foreignKeys", []):
        (column,), (wanted,) = key["fields"], key["reference"]["fields"]
        other = key["reference"]["resource"] or resource["name"]
        given = tables[resource["name"]][column].dropna()
        lost = given[~given.isin(tables[other][wanted])]
        check(f"{resource['name']}.{column}: not in {other}.{wanted}", [], lost.tolist())
        references += 1

joined = tables["loans"].merge(
    tables["accounts"][["account_id", "account_type"]], left_on="linked_account_id", right_on="account_id"
)
grouped = joined.groupby("account_type")["principal_amount"]
found = [(kind, len(amounts), f"{sum(amounts):.2f}") for kind, amounts in grouped]
check("loans per account type", answer(), found)

rows = sum(len(table) for table in tables.values())
print(f"pandas {pd.__version__}: {len(tables)} tables, {rows} rows, {references} references")
