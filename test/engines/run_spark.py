"""Spark: reads the requests of a CSV file into a view, runs statements, writes the last one's rows as one Parquet folder.

python run_spark.py STATEMENTS.json REQUESTS.csv OUT
"""

import json
import sys

from pyspark.sql import SparkSession

statements, csv, out = sys.argv[1:]
with open(statements, encoding="utf-8") as file:
    steps = json.load(file)
session = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", "4")
    .config("spark.sql.warehouse.dir", out + "-warehouse")
    .config("spark.driver.extraJavaOptions", "-Dderby.system.home=" + out + "-derby")
    .getOrCreate()
)
session.sparkContext.setLogLevel("ERROR")
session.sql("SET TIME ZONE 'UTC'")
schema = (
    "began TIMESTAMP, run STRING, task STRING, person STRING, workload STRING, model STRING, input BIGINT, cache_read BIGINT,"
    " cache_write BIGINT, cache_write_hour BIGINT, output BIGINT, cost DOUBLE, outcome SMALLINT"
)
session.read.csv(csv, header=True, schema=schema, escape='"', timestampFormat="yyyy-MM-dd HH:mm:ss.SSS").createOrReplaceTempView(
    "own_requests"
)
for step in steps[:-1]:
    session.sql(step)
session.sql(steps[-1]).coalesce(1).write.mode("overwrite").parquet(out)
session.stop()
