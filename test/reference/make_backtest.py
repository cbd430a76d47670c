"""Makes backtest.json: reference numbers for test/shared/forecast/lookingBack/backtesting.test.ts, by the plainest computation there is.

    python3 -m pip install numpy==1.24.2
    python3 test/reference/make_backtest.py > test/reference/backtest.json
"""
import json
import sys

import numpy as np

rng = np.random.default_rng(20270401)
LEVELS = [0.1, 0.5, 0.8, 0.9]


def crps(sample, y):
    """E|X - y| - 1/2 E|X - X'|, every pair."""
    return float(np.abs(sample - y).mean() - 0.5 * np.abs(sample[:, None] - sample[None, :]).mean())


def pinball(q, p, y):
    return p * (y - q) if y >= q else (1 - p) * (q - y)


cases = []
for i in range(60):
    middle = float(rng.lognormal(11, 0.8))
    sample = np.round(np.sort(middle * rng.lognormal(0, 0.15, 40)), 2)
    observed = float(np.round(middle * rng.lognormal(0.05, 0.28), 2))
    cases.append({"sorted": sample.tolist(), "observed": observed, "straightLine": float(np.round(middle * rng.lognormal(0, 0.4), 2)),
                  "carried": float(np.round(middle * rng.lognormal(0, 0.3), 2))})

samples = [np.array(c["sorted"]) for c in cases]
observed = np.array([c["observed"] for c in cases])
scores = np.array([crps(s, y) for s, y in zip(samples, observed)])
quantile = lambda p: np.array([np.quantile(s, p) for s in samples])
pit = np.array([((s < y).sum() + 0.5 * (s == y).sum() + 0.5) / (len(s) + 1) for s, y in zip(samples, observed)])
error = lambda name: np.abs(np.array([c[name] for c in cases]) - observed).mean()

# A history and the line through it.
history = [float(x) for x in np.round(np.cumsum(rng.normal(20, 30, 12)) + 400, 2)]
lines = []
for origin in range(3, 11):
    slope, intercept = np.polyfit(np.arange(origin), history[:origin], 1)
    lines.append(float(sum(intercept + slope * (origin + h) for h in range(2))))

json.dump({
    "madeBy": "test/reference/make_backtest.py", "numpy": np.__version__,
    "cases": cases,
    "eachCrps": scores.tolist(),
    "crps": float(scores.mean()),
    "pinball": [[p, float(np.mean([pinball(q, p, y) for q, y in zip(quantile(p), observed)]))] for p in LEVELS],
    "ranges": [[p, float(((quantile((1 - p) / 2) <= observed) & (observed <= quantile((1 + p) / 2))).mean())] for p in (0.5, 0.8, 0.95)],
    "bias": float(quantile(0.5).mean() / observed.mean() - 1),
    "skill": {"straightLine": float(1 - scores.mean() / error("straightLine")), "carried": float(1 - scores.mean() / error("carried"))},
    "pit": pit.tolist(),
    "history": history,
    "lines": lines,
}, sys.stdout, separators=(",", ":"))
sys.stdout.write("\n")
