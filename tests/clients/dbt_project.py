"""Compares a built dbt project with the bundle: the marts with the CSVs, the sources with the manifest.

dbt_project.py BUNDLE PROJECT

PROJECT was built with both targets; the marts are in its bank.duckdb, and in the schema analytics of the PostgreSQL that PG* name.
"""

import csv
import json
import pathlib
import sys
from collections import Counter, defaultdict
from decimal import Decimal

import duckdb
import psycopg2

from bundle import DIRECTORY, TABLES, check

PROJECT = pathlib.Path(sys.argv[2])
MANIFEST = json.loads((PROJECT / "target/manifest.json").read_text(encoding="utf-8"))
KEYS = {
    "customer_360": ("customer_id",),
    "monthly_cash_flow": ("month", "account_type"),
    "loan_book": ("loan_id",),
    "aml_alerts": ("check_id",),
}


def rows(table):
    """Returns the records of a table's CSV."""
    with (DIRECTORY / f"{table.replace('.', '/')}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def total(records, column):
    return sum((Decimal(one[column]) for one in records if one[column]), Decimal(0))


def marts(connection, schema):
    """Returns the rows of each mart by key."""
    found = {}
    cursor = connection.cursor()
    for mart, key in KEYS.items():
        cursor.execute(f"SELECT * FROM {schema}.{mart}")
        columns = [column[0] for column in cursor.description]
        records = [dict(zip(columns, row)) for row in cursor.fetchall()]
        found[mart] = {tuple(str(record[part]) for part in key): record for record in records}
        check(f"keys of {mart}", len(records), len(found[mart]))
    return found


duck = marts(duckdb.connect(str(PROJECT / "bank.duckdb"), read_only=True), "main")
postgres = marts(psycopg2.connect(""), "analytics")
for mart in KEYS:
    check(f"keys of {mart} in PostgreSQL", sorted(duck[mart]), sorted(postgres[mart]))
    for key, record in duck[mart].items():
        check(f"{mart} {key} in PostgreSQL", record, postgres[mart][key])

accounts = {one["account_id"]: one for one in rows("accounts_db.accounts")}
transactions = {one["transaction_id"]: one for one in rows("accounts_db.transactions")}
policies = {one["policy_id"]: one for one in rows("insurance_db.policies")}
alerts = [one for one in rows("compliance_db.aml_checks") if one["transaction_id"]]


def by(records, key):
    """Groups records by the value of a function."""
    grouped = defaultdict(list)
    for record in records:
        grouped[key(record)].append(record)
    return grouped


def customer(record):
    return record["customer_id"]


of_customer = {
    "accounts": by(accounts.values(), customer),
    "transactions": by(transactions.values(), lambda one: accounts[one["account_id"]]["customer_id"]),
    "loans": by(rows("loans_db.loans"), customer),
    "policies": by(policies.values(), customer),
    "claims": by(rows("insurance_db.claims"), lambda one: policies[one["policy_id"]]["customer_id"]),
    "interactions": by(rows("customer_db.interactions"), customer),
    "complaints": by(rows("customer_db.complaints"), customer),
    "aml_alerts": by(alerts, customer),
    "suspicious_activity_reports": by(rows("compliance_db.suspicious_activity_reports"), customer),
}
check("customers", sorted(one["customer_id"] for one in rows("accounts_db.customers")), sorted(key for (key,) in duck["customer_360"]))
for (key,), record in duck["customer_360"].items():
    for column, records in of_customer.items():
        check(f"{column} of {key}", len(records[key]), record[column])
    of = {column: records[key] for column, records in of_customer.items()}
    for column, wanted in {
        "total_balance": total(of["accounts"], "balance"),
        "outstanding_balance": total(of["loans"], "outstanding_balance"),
        "claimed_amount": total(of["claims"], "claim_amount"),
        "approved_claim_amount": total(of["claims"], "approved_amount"),
    }.items():
        check(f"{column} of {key}", wanted, record[column])
    check(f"flow of {key}", total(of["transactions"], "transaction_amount"), record["money_in"] - record["money_out"])

months = by(
    transactions.values(), lambda one: (one["transaction_date"][:7] + "-01", accounts[one["account_id"]]["account_type"])
)
check("months and types of account", sorted(months), sorted(duck["monthly_cash_flow"]))
for key, records in months.items():
    amounts = [Decimal(one["transaction_amount"]) for one in records]
    record = duck["monthly_cash_flow"][key]
    found = tuple(record[one] for one in ("transactions", "money_in", "money_out", "net_flow"))
    incoming, outgoing = sum(one for one in amounts if one > 0), -sum(one for one in amounts if one < 0)
    check(f"cash flow of {key}", (len(amounts), incoming, outgoing, sum(amounts)), found)

installments = by(rows("loans_db.repayment_schedule"), lambda one: one["loan_id"])
loans = {one["loan_id"]: one for one in rows("loans_db.loans")}
check("loans", sorted(loans), sorted(key for (key,) in duck["loan_book"]))
for key, loan in loans.items():
    record = duck["loan_book"][(key,)]
    paid = [one for one in installments[key] if one["payment_date"]]
    for column, wanted in {
        "principal_amount": Decimal(loan["principal_amount"]),
        "outstanding_balance": Decimal(loan["outstanding_balance"]),
        "scheduled_amount": total(installments[key], "total_amount"),
        "principal_repaid": total(paid, "principal_amount"),
        "interest_received": total(paid, "interest_amount"),
    }.items():
        check(f"{column} of {key}", wanted, record[column])

check("alerts", sorted(one["check_id"] for one in alerts), sorted(key for (key,) in duck["aml_alerts"]))
for alert in alerts:
    record = duck["aml_alerts"][(alert["check_id"],)]
    wanted = (Decimal(transactions[alert["transaction_id"]]["transaction_amount"]), alert["sar_id"] or None)
    check(f"alert {alert['check_id']}", wanted, (record["transaction_amount"], record["sar_id"]))

# dbt tests what the bundle's manifest requires.
wanted, found = Counter(), Counter()
tables = {table["name"]: table for table in TABLES if table["database"] != "labels"}
for name, table in tables.items():
    source = f"source.bank.{table['database']}.{name}"
    schema = table["schema"]
    for field in schema["fields"]:
        limits = field.get("constraints", {})
        for limit, test in (("required", "not_null"), ("unique", "unique"), ("enum", "accepted_values")):
            if limit in limits:
                wanted[source, test, field["name"], ""] += 1
    for reference in schema.get("foreignKeys", []):
        home = tables[reference["reference"]["resource"] or name]
        to = f"source('{home['database']}', '{home['name']}')"
        wanted[source, "relationships", reference["fields"][0], to] += 1
    for columns in schema.get("uniqueKeys", []):
        wanted[source, "unique_together", ",".join(columns), ""] += 1
    for one in table.get("checks", []):
        wanted[source, "holds", one["sql"], ""] += 1
for node in MANIFEST["nodes"].values():
    test = node.get("test_metadata")
    if not test or "source('" not in test["kwargs"]["model"]:
        continue
    told = test["kwargs"]
    source = next(one for one in node["depends_on"]["nodes"] if told["model"].find(f"'{one.split('.')[-1]}')") > 0)
    about = told.get("column_name") or ",".join(told.get("columns", [])) or told["condition"]
    found[source, test["name"], about, told.get("to", "")] += 1
# The bundle's manifest expresses bounds and patterns of single columns differently from SQL.
single = [one for one in found - wanted if one[1] == "holds"]
bounded = sum(
    1
    for table in tables.values()
    for field in table["schema"]["fields"]
    if {"minimum", "maximum", "pattern"} & set(field.get("constraints", {}))
)
check("tests that dbt lacks", [], sorted(wanted - found))
check("tests that nothing asks for", [], sorted(set(found - wanted) - set(single)))
check("tests of bounds and patterns", bounded, len(single))

# Personal data of the sources is marked in the marts; all columns of the marts, and no others, are described.
personal = {
    (field["name"], field["description"]): field.get("pii")
    for table in tables.values()
    for field in table["schema"]["fields"]
}
for mart in KEYS:
    model = MANIFEST["nodes"][f"model.bank.{mart}"]
    described = [name for name, column in model["columns"].items() if column["description"]]
    record = next(iter(duck[mart].values()))
    check(f"columns of {mart}", list(record), described)
    for name, column in model["columns"].items():
        passed_on = personal.get((name, column["description"]))
        check(f"personal data in {mart}.{name}", passed_on, column["config"]["meta"].get("pii"))
check("exposures", 4, len(MANIFEST["exposures"]))
print(f"dbt: {sum(len(one) for one in duck.values())} rows in 4 marts, {sum(found.values())} tests on sources")
