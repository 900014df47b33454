"""DuckDB reads every table with the manifest's SQL types: counts, NULLs, keys and references match the bundle."""

import duckdb

from bundle import DIRECTORY, QUESTION, TABLES, answer, check

db = duckdb.connect()


def one(sql):
    """Returns the single value of a query."""
    return db.execute(sql).fetchone()[0]


where = {resource["name"]: f"{resource['database']}.{resource['name']}" for resource in TABLES}
for resource in TABLES:
    name, schema = where[resource["name"]], resource["schema"]
    db.execute(f"CREATE SCHEMA IF NOT EXISTS {resource['database']}")
    types = {field["name"]: field["sqlType"].split(" GENERATED")[0] for field in schema["fields"]}
    path = str(DIRECTORY / resource["path"])
    db.execute(
        f"CREATE TABLE {name} AS FROM read_csv($path, header = true, auto_detect = false, columns = {types!r},"
        " nullstr = '', strict_mode = true)",
        {"path": path},
    )
    check(f"{name}: rows", resource["rows"], one(f"SELECT count(*) FROM {name}"))
    for field in schema["fields"]:
        if field.get("constraints", {}).get("required"):
            column = field["name"]
            check(f"{name}.{column}: NULLs", 0, one(f"SELECT count(*) FROM {name} WHERE {column} IS NULL"))
    for key in [schema["primaryKey"], *schema.get("uniqueKeys", [])]:
        columns = ", ".join(key)
        whole = " AND ".join(f"{column} IS NOT NULL" for column in key)
        repeated = f"SELECT count(*) FROM (SELECT {columns} FROM {name} WHERE {whole} GROUP BY ALL HAVING count(*) > 1)"
        check(f"{name}: repeated {key}", 0, one(repeated))

checks = 0
for resource in TABLES:
    name = where[resource["name"]]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    for rule in resource.get("checks", []):
        broken = one(f"SELECT count(*) FROM {name} WHERE NOT ({rule['sql']})")
        check(f"{name}: rows that break {rule['name']}", 0, broken)
        check(f"{name}: fields of {rule['name']}", [], [field for field in rule["fields"] if field not in fields])
        checks += 1
    if time := resource.get("eventTime"):
        check(f"{name}.{time}: type", True, fields[time]["type"] in ("date", "datetime"))
        check(f"{name}.{time}: NULLs", 0, one(f"SELECT count(*) FROM {name} WHERE {time} IS NULL"))
assert checks > 40, f"only {checks} checks"

references = 0
for resource in TABLES:
    for key in resource["schema"].get("foreignKeys", []):
        (column,), (wanted,) = key["fields"], key["reference"]["fields"]
        name, other = where[resource["name"]], where[key["reference"]["resource"] or resource["name"]]
        lost = f"SELECT count(*) FROM {name} a ANTI JOIN {other} b ON a.{column} = b.{wanted} WHERE a.{column} IS NOT NULL"
        check(f"{name}.{column}: not in {other}.{wanted}", 0, one(lost))
        references += 1

found = [(kind, loans, f"{principal:.2f}") for kind, loans, principal in db.execute(QUESTION).fetchall()]
check("loans per account type", answer(), found)

rows = sum(one(f"SELECT count(*) FROM {name}") for name in where.values())
print(f"DuckDB {duckdb.__version__}: {len(where)} tables, {rows} rows, {references} references, {checks} checks")
