"""Writes test/fixtures/field/: what the tests of field data read, small enough to lie in the tree.

Usage: python3 make_field_fixtures.py DATA_FOLDER test/fixtures/field

runs.csv        tokens of single runs, from the three sources in runs/ whose licence lets them be passed on
caps.json       share of successes and of spend that a cap of 1, 2, 3 and 5 times the median kept, by model (derived/budget_cap_curve_*.csv)
coverage.json   how often an upper limit from 10 pilot runs held for the total of 50 further runs (derived/total_of_50_runs_coverage.csv)
"""

import csv
import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

RUNS = ("dotnet_skills_ci_runs.csv", "swe_effi_runs.csv", "tau_bench_gpt4o_airline_runs_token_estimate.csv")
CAPS = (1.0, 2.0, 3.0, 5.0)


def write_runs(data, out):
    numbers = defaultdict(dict)
    with open(out / "runs.csv", "w", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(["source", "agent", "model", "task", "tokens", "success"])
        for name in RUNS:
            with open(data / "runs" / name) as file:
                for row in csv.DictReader(file):
                    tokens = round(float(row["total_tokens"] or 0))
                    if tokens <= 0:
                        continue
                    tasks = numbers[row["source"]]
                    task = tasks.setdefault((row["benchmark"], row["task_id"]), len(tasks) + 1)
                    success = {"True": 1, "False": 0}.get(row["success"], "")
                    writer.writerow([row["source"], row["agent"], row["model"], task, tokens, success])


def write_caps(data, out):
    by_model = defaultdict(dict)
    with open(data / "derived/budget_cap_curve_swebench.csv") as file:
        for row in csv.DictReader(file):
            by_model["mini-swe-agent", row["model"]][float(row["cap_x_median"])] = (float(row["acc_kept"]), float(row["spend_share"]))
    with open(data / "derived/budget_cap_curve_openhands.csv") as file:
        rows = [row for row in csv.DictReader(file) if row["b"] == "swe-bench"]
    # The table of OpenHands does not name the models: a new one begins where the multiples start again.
    model = 0
    for previous, row in zip([None, *rows], rows):
        if previous is None or float(row["k"]) <= float(previous["k"]):
            model += 1
        by_model["OpenHands", str(model)][float(row["k"])] = (float(row["acc"]), float(row["sp"]))
    harnesses = {}
    for harness in ("mini-swe-agent", "OpenHands"):
        curves = [curve for (own, _), curve in by_model.items() if own == harness]
        harnesses[harness] = {
            "models": len(curves),
            "successesKept": {f"{cap:g}": round(statistics.median(curve[cap][0] for curve in curves), 4) for cap in CAPS},
            "spendKept": {f"{cap:g}": round(statistics.median(curve[cap][1] for curve in curves), 4) for cap in CAPS},
        }
    (out / "caps.json").write_text(json.dumps({"benchmark": "SWE-bench Verified", "statistic": "median over models", **harnesses}, indent=2) + "\n")


def write_coverage(data, out):
    with open(data / "derived/total_of_50_runs_coverage.csv") as file:
        rows = {row["fam"]: row for row in csv.DictReader(file) if row["n"] == "10"}
    named = {"predictive": "lognorm_t", "plugIn": "lognorm"}
    table = {own: {p: round(float(rows[theirs][p]), 4) for p in ("le80", "le90", "le95")} for own, theirs in named.items()}
    (out / "coverage.json").write_text(json.dumps({"pilotRuns": 10, "furtherRuns": 50, **table}, indent=2) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    write_runs(source, target)
    write_caps(source, target)
    write_coverage(source, target)
