"""ClickHouse (chdb): reads the requests of a CSV file into a table, runs statements, writes the last one's rows.

python run_clickhouse.py STATEMENTS.json REQUESTS.csv OUT.parquet
"""

import json
import sys

from chdb.session import Session

statements, csv, out = sys.argv[1:]
with open(statements, encoding="utf-8") as file:
    steps = json.load(file)
session = Session()
session.query("CREATE DATABASE t ENGINE = Atomic")
session.query("USE t")
session.query(
    "CREATE TABLE own_requests (began DateTime64(3, 'Asia/Tokyo'), run Nullable(String), task Nullable(String), person Nullable(String),"
    " workload Nullable(String), model Nullable(String), input Nullable(Int64), cache_read Int64, cache_write Int64, cache_write_hour Int64,"
    " output Int64, cost Nullable(Float64), outcome Nullable(Int16)) ENGINE = MergeTree ORDER BY tuple()"
)
session.query(
    "INSERT INTO own_requests SELECT toDateTime64(began, 3, 'UTC'), run, task, person, workload, model, input, cache_read, cache_write,"
    " cache_write_hour, output, cost, outcome FROM file('" + csv + "', CSVWithNames, 'began String, run Nullable(String), task Nullable(String),"
    " person Nullable(String), workload Nullable(String), model Nullable(String), input Nullable(Int64), cache_read Int64, cache_write Int64,"
    " cache_write_hour Int64, output Int64, cost Nullable(Float64), outcome Nullable(Int16)')"
)
for step in steps[:-1]:
    session.query(step)
session.query(steps[-1] + f" INTO OUTFILE '{out}' TRUNCATE FORMAT Parquet")
