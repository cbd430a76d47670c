"""Writes shared/plan/presets/runCostPresets.json: what one run costs, by agent, model and benchmark.

Usage: python3 make_run_cost_presets.py DATA_FOLDER > shared/plan/presets/runCostPresets.json

Joins derived/run_cost_presets.json (cost of a run in US dollars) with derived/success_vs_cost_by_quartile.csv (success by
quartile of the run's cost) where both speak of the same runs. Facts computed from public runs; the sources stand in the file.
The plan asks for success by the dearness of the *task* (`byEffort`): that curve is solved for, given how alike two runs of one
task are. Needs numpy and scipy.
"""

import csv
import json
import math
import sys
from pathlib import Path

from make_templates_evidence import by_effort, tail_shape

# Correlation of ln cost of two runs of one task by one model: derived/variance_decomposition_log.csv, Terminal-Bench 1 with
# mini-swe-agent 0.78; over all agents and benchmarks there 0.64 to 0.92.
SAME_MODEL = 0.78

BENCHMARKS = {
    "swe-bench-verified": ("SWE-bench Verified (bash only)", "swebench_bash_only"),
    "swe-bench": ("SWE-bench Verified", "openhands:swe-bench"),
    "swe-bench-multimodal": ("SWE-bench Multimodal", "openhands:swe-bench-multimodal"),
    "swt-bench": ("SWT-bench", "openhands:swt-bench"),
    "gaia": ("GAIA", "openhands:gaia"),
}


def preset_of(key, figures, quartiles):
    benchmark, agent, model = key.split(" | ")
    name, dataset = BENCHMARKS[benchmark]
    out = {"id": "/".join((benchmark, agent, model)), "benchmark": name, "agent": agent, "model": model, "runs": figures["n"]}
    out.update({f"{k}Usd": figures[k] for k in ("mean", "median", "p90", "p99", "max")})
    out.update({"lnMean": figures["log_mean"], "lnSd": figures["log_sd"]})
    out["tailShape"] = round(tail_shape(figures["median"], figures["log_sd"], figures["p99"]), 2)
    if figures.get("success_rate") is not None:
        out["success"] = figures["success_rate"]
        for own, theirs in (("meanSuccessUsd", "mean_cost_success"), ("meanFailureUsd", "mean_cost_fail")):
            if figures.get(theirs) is not None and math.isfinite(figures[theirs]):
                out[own] = figures[theirs]
    row = quartiles.get((dataset, model if benchmark == "swe-bench-verified" else f"{agent} / {model}"))
    # The table of quartiles leaves out runs without a cost; where more than 2 in 100 are missing the two do not match.
    if row and abs(int(row["n"]) - figures["n"]) <= 0.02 * figures["n"] and "success" in out:
        out["successByQuartile"] = [round(float(row[q]), 3) for q in ("q1", "q2", "q3", "q4")]
        out["byEffort"] = by_effort([float(row[q]) for q in ("q1", "q2", "q3", "q4")], SAME_MODEL)[0]
    return out


def main(data):
    presets = json.loads((data / "derived/run_cost_presets.json").read_text())
    with open(data / "derived/success_vs_cost_by_quartile.csv") as file:
        quartiles = {(row["dataset"], row["group"]): row for row in csv.DictReader(file)}
    rows = [preset_of(key, figures, quartiles) for key, figures in presets.items()]
    head = {
        "source": "SWE-bench bash-only leaderboard (mini-swe-agent; runs are cut at $3) and OpenHands Index, read 2026",
        "note": "Facts computed from public runs: cost of one run in US dollars, ln of it, success, success by quartile of the run's cost. "
        "tailShape belongs to a tail from 0.9 on a lognormal body of this median and lnSd, so that P99 is as measured. "
        "byEffort is success by quartile of the task's cost, solved for so that success by run comes out as measured.",
        "sameModel": SAME_MODEL,
    }
    lines = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
    print("{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in head.items()) + f',\n  "presets": [\n{lines}\n  ]\n}}')


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
