"""Prints, as JSON, the figures on which the numbers of the three templates rest, each with the file it comes from.

Usage: python3 make_templates_evidence.py DATA_FOLDER > templates_evidence.json

DATA_FOLDER holds the public figures: derived/ (facts computed from public agent runs), runs/ (run by run) and prices/
(the LiteLLM and models.dev price maps). Needs numpy and scipy. The templates are written by hand from this output;
test/shared/plan/templates.test.ts holds them against it.
"""

import csv
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import brentq, lsq_linear
from scipy.stats import norm

PRICE_MAP = "prices/litellm_model_prices_2026-11-29.json"
PRESETS = "derived/run_cost_presets.json"
QUARTILES = "derived/success_vs_cost_by_quartile.csv"
VARIANCE = "derived/variance_decomposition_log.csv"

# Which public runs stand for which attempt: (preset, group in the table of quartiles, price of the model).
ATTEMPTS = {
    "engineering/coding/opus": ("swe-bench | OpenHands | claude-opus-4-7", "openhands:swe-bench", "OpenHands / claude-opus-4-7", "opus"),
    "engineering/coding/gpt": ("swe-bench | OpenHands | GPT-5.4", "openhands:swe-bench", "OpenHands / GPT-5.4", "gpt"),
    "engineering/coding/flash": ("swe-bench | OpenHands | Gemini-3-Flash", "openhands:swe-bench", "OpenHands / Gemini-3-Flash", "flash"),
    "engineering/review/gpt": ("swe-bench | OpenHands | GPT-5.4", "openhands:swe-bench", "OpenHands / GPT-5.4", "gpt"),
    "engineering/review/mini": ("swe-bench-verified | mini-swe-agent | GPT-5 mini (2025-08-07) (medium reasoning)", "swebench_bash_only", "GPT-5 mini (2025-08-07) (medium reasoning)", "mini5"),
    "engineering/tests/flash": ("swt-bench | OpenHands | Gemini-3-Flash", "openhands:swt-bench", "OpenHands / Gemini-3-Flash", "flash"),
    "engineering/tests/opus": ("swt-bench | OpenHands | claude-opus-4-7", "openhands:swt-bench", "OpenHands / claude-opus-4-7", "opus"),
    "engineering/triage/gpt": ("gaia | OpenHands | GPT-5.4", "openhands:gaia", "OpenHands / GPT-5.4", "gpt"),
    "engineering/triage/opus": ("gaia | OpenHands | claude-opus-4-7", "openhands:gaia", "OpenHands / claude-opus-4-7", "opus"),
    "research/deep/fable": ("gaia | OpenHands | claude-fable-5", "openhands:gaia", "OpenHands / claude-fable-5", "fable"),
    "research/deep/opus8": ("gaia | OpenHands | claude-opus-4-8", "openhands:gaia", "OpenHands / claude-opus-4-8", "opus"),
    "research/code/opus8": ("swe-bench | OpenHands | claude-opus-4-8", "openhands:swe-bench", "OpenHands / claude-opus-4-8", "opus"),
    "research/code/m3": ("swe-bench | OpenHands | MiniMax-M3", "openhands:swe-bench", "OpenHands / MiniMax-M3", "m3"),
}

# The models' names in the price map.
MODELS = {
    "opus": "claude-opus-4-7",
    "opus6": "claude-opus-4-6",
    "opus8": "claude-opus-4-8",
    "gpt": "gpt-5.4",
    "flash": "gemini-3-flash-preview",
    "mini": "gpt-5.4-mini",
    # Its runs stand for its successor: their cost is turned into tokens at the price that they had.
    "mini5": "gpt-5-mini",
    "fable": "claude-fable-5",
    "m3": "minimax/MiniMax-M3",
}

# Shares of the token classes of one agent run. MODEL.md section 6 (agent logs of seven developers, one team): cache reads 83 to 97 %,
# output 0.6 to 1.1 %. Providers with a price for writing the cache get a share of writes.
AGENT_MIX_WITH_WRITES = {"input": 0.02, "cacheRead": 0.93, "cacheWrite": 0.04, "output": 0.01}
AGENT_MIX = {"input": 0.08, "cacheRead": 0.91, "output": 0.01}


def model_price(prices, name):
    entry = prices[name]
    keys = {
        "input": "input_cost_per_token",
        "cacheRead": "cache_read_input_token_cost",
        "cacheWrite": "cache_creation_input_token_cost",
        "output": "output_cost_per_token",
    }
    return {own: round(entry[theirs] * 1e6, 6) for own, theirs in keys.items() if entry.get(theirs)}


def basis_matrix(sameModel, bins):
    """Mean of each basis function of the success curve within each quartile of the run's own cost."""
    z = norm.ppf((np.arange(4000) + 0.5) / 4000)
    v = norm.cdf(z)
    position = v * bins - 0.5
    left = np.clip(np.floor(position), 0, bins - 2).astype(int)
    weight = position - left  # beyond the outer centres the line goes on
    basis = np.zeros((len(v), bins))
    basis[np.arange(len(v)), left] = 1 - weight
    basis[np.arange(len(v)), left + 1] = weight
    rows = []
    for quartile in range(4):
        low, high = norm.ppf(quartile / 4), norm.ppf((quartile + 1) / 4)
        if sameModel >= 1:
            inside = ((v > quartile / 4) & (v <= (quartile + 1) / 4)).astype(float)
        else:
            shift, spread = math.sqrt(sameModel) * z, math.sqrt(1 - sameModel)
            inside = norm.cdf((high - shift) / spread) - norm.cdf((low - shift) / spread)
        rows.append(inside @ basis / inside.sum())
    return np.array(rows)


def by_effort(quartiles, sameModel):
    """
    Success by the dearness of the *task* under which success by the cost of the *run* is as measured: least squares among
    curves that do not rise. A quartile of 500 runs is known to about four points, so a rise in the solution would be noise.
    """
    matrix = basis_matrix(sameModel, 4)
    falls = np.triu(np.ones((4, 4)))  # each value is the sum of the falls still to come
    solution = falls @ lsq_linear(matrix @ falls, quartiles, bounds=(0, 1)).x
    return [round(float(x), 3) for x in solution], [round(float(x), 3) for x in matrix @ solution]


def tail_shape(middle, sigma, p99):
    """
    Shape of the generalised Pareto that starts at the body's 90th percentile with its density and passes the measured P99;
    0 where the body alone passes it, at most 0.95.
    """
    threshold = middle * math.exp(sigma * norm.ppf(0.9))
    scale = 0.1 * sigma * threshold / norm.pdf(norm.ppf(0.9))
    excess = lambda shape: threshold + (scale * math.log(10) if shape == 0 else scale / shape * (10**shape - 1))  # noqa: E731
    if excess(0) >= p99:
        return 0.0
    return 0.95 if excess(0.95) <= p99 else float(brentq(lambda x: excess(x) - p99, 1e-9, 0.95))


def main(data):
    prices = json.loads((data / PRICE_MAP).read_text())
    presets = json.loads((data / PRESETS).read_text())
    quartile_rows = {(row["dataset"], row["group"]): row for row in csv.DictReader(open(data / QUARTILES))}
    variance = {(row["dataset"], row["metric"], row["group"]): float(row["icc"]) for row in csv.DictReader(open(data / VARIANCE))}
    correlation = {
        "agent": variance["terminal_bench1_mini_swe", "cost_usd", "claude-4-sonnet"],
        "chat": variance["tau_bench_airline(est.)", "total_tokens", "gpt-4o"],
        "skills": variance["dotnet_skills_ci", "total_tokens", "copilot-cli+skilled"],
    }

    out = {"prices": {"source": PRICE_MAP, "models": {}}, "sameModel": {"source": VARIANCE, **{k: round(v, 3) for k, v in correlation.items()}}, "attempts": {}}
    for model, name in MODELS.items():
        out["prices"]["models"][model] = {"name": name, "price": model_price(prices, name)}

    for attempt, (preset_name, dataset, group, model) in ATTEMPTS.items():
        preset, row = presets[preset_name], quartile_rows[dataset, group]
        price = out["prices"]["models"][model]["price"]
        mix = AGENT_MIX_WITH_WRITES if "cacheWrite" in price else AGENT_MIX
        blended = sum(mix[k] * price[k] for k in mix)
        measured = [float(row[q]) for q in ("q1", "q2", "q3", "q4")]
        same = round(correlation["agent"], 2)
        effort, met = by_effort(measured, same)
        middle = math.exp(preset["log_mean"])
        out["attempts"][attempt] = {
            "source": f"{PRESETS}: {preset_name}; {QUARTILES}: {group}",
            "runs": int(row["n"]),
            "usd": {k: preset[k] for k in ("mean", "median", "p90", "p99", "max")},
            "middleUsd": round(middle, 4),
            "sigma": preset["log_sd"],
            "lognormalMeanUsd": round(middle * math.exp(preset["log_sd"] ** 2 / 2), 4),
            "mix": mix,
            "blendedUsdPerMTok": round(blended, 6),
            "medianTokens": round(middle / blended * 1e6),
            "tailShapeFrom90": round(tail_shape(middle, preset["log_sd"], preset["p99"]), 2),
            "limitTokens": round(preset["max"] / blended * 1e6),
            "successByRunQuartile": [round(x, 3) for x in measured],
            "sameModel": same,
            "byEffort": effort,
            "successByRunQuartileMet": met,
        }

    out["tau"] = tau_bench(data, correlation["chat"])
    out["skills"] = skills_runs(data, correlation["skills"])
    json.dump(out, sys.stdout, indent=2)
    print()


def tau_bench(data, sameModel):
    name = "runs/tau_bench_gpt4o_airline_runs_token_estimate.csv"
    rows = list(csv.DictReader(open(data / name)))
    tokens = np.array([float(r["total_tokens"]) for r in rows])
    output = np.array([float(r["output_tokens"]) for r in rows])
    success = np.array([r["success"] == "True" for r in rows])
    logs = np.log(tokens)
    quarters = np.array_split(np.argsort(tokens), 4)
    measured = [float(success[q].mean()) for q in quarters]
    effort, met = by_effort(measured, round(sameModel, 2))
    # Every call re-reads the conversation: what was there at the call before can come from the cache.
    calls = np.array([float(r["api_calls"]) for r in rows])
    runs, tasks = len(rows), len({r["task_id"] for r in rows})
    return {
        "source": name,
        "runs": runs,
        "effectiveRuns": round(runs / (1 + (runs / tasks - 1) * sameModel), 1),
        "middleTokens": round(float(np.exp(logs.mean()))),
        "medianTokens": round(float(np.median(tokens))),
        "meanTokens": round(float(tokens.mean())),
        "sigma": round(float(logs.std(ddof=1)), 3),
        "outputShare": round(float(output.sum() / tokens.sum()), 4),
        "medianCalls": float(np.median(calls)),
        "successByRunQuartile": [round(x, 3) for x in measured],
        "byEffort": effort,
        "successByRunQuartileMet": met,
        "failedRunOverSuccess": round(float(tokens[~success].mean() / tokens[success].mean()), 3),
    }


def skills_runs(data, sameModel):
    name = "runs/dotnet_skills_ci_runs.csv"
    by_agent = defaultdict(list)
    tasks = defaultdict(set)
    for row in csv.DictReader(open(data / name)):
        if float(row["total_tokens"]) > 0:
            by_agent[row["agent"]].append(float(row["total_tokens"]))
            tasks[row["agent"]].add(row["task_id"])
    out = {"source": name}
    for agent, values in by_agent.items():
        each = len(values) / len(tasks[agent])
        logs = np.log(values)
        out[agent] = {
            "runs": len(values),
            "tasks": len(tasks[agent]),
            "effectiveRuns": round(len(values) / (1 + (each - 1) * sameModel)),
            "middleTokens": round(float(np.exp(logs.mean()))),
            "medianTokens": round(float(np.median(values))),
            "meanTokens": round(float(np.mean(values))),
            "sigma": round(float(logs.std(ddof=1)), 3),
            "quantiles": [round(float(x)) for x in np.quantile(values, np.linspace(0, 1, 101))],
        }
    return out


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
