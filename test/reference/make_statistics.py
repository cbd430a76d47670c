"""Makes statistics.json: reference numbers for test/shared/statistics, from NumPy and SciPy.

    python3 -m pip install numpy==1.24.2 scipy==1.10.1
    python3 test/reference/make_statistics.py > test/reference/statistics.json
"""
import json
import math
import sys

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(20270101)
PROBABILITIES = [0, 0.01, 0.05, 0.1, 0.2, 0.25, 1 / 3, 0.5, 0.75, 0.8, 0.9, 0.95, 0.99, 0.999, 1]


def crps(sample, observed):
    """∫ (F(x) − [x ≥ observed])² dx, piece by piece between the sample's points."""
    cuts = np.sort(np.append(sample, observed))
    middles = (cuts[1:] + cuts[:-1]) / 2
    cdf = np.searchsorted(np.sort(sample), middles, side="right") / len(sample)
    return float((((cdf - (middles >= observed)) ** 2) * np.diff(cuts)).sum())


samples = {
    "eleven": [3.0, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20],
    "lognormal": [float(x) for x in np.round(np.exp(rng.normal(15, 0.4, 257)), 2)],
    "far from zero": [float(x) for x in 1e9 + np.round(rng.normal(0, 1, 300), 6)],
    "two": [1.5, 4.0],
}
out = {"madeBy": "test/reference/make_statistics.py", "numpy": np.__version__, "scipy": scipy.__version__, "samples": {}}
for name, values in samples.items():
    x = np.array(values)
    centred = [v - x[0] for v in values]
    out["samples"][name] = {
        "values": values,
        "quantiles": [[p, float(np.quantile(x, p))] for p in PROBABILITIES],
        "sum": math.fsum(values),
        "mean": math.fsum(values) / len(values),
        # From the first value, so that the reference itself loses no digits far from zero.
        "variance": float(np.var(centred, ddof=1)),
        "standardErrorOfMean": float(stats.sem(centred)),
        "crps": [[float(y), crps(x, y)] for y in np.quantile(x, [0.02, 0.5, 0.9]).tolist() + [x.min() - 1, x.max() + 2]],
        "histogram": np.histogram(x, bins=7, range=(float(np.quantile(x, 0.1)), float(x.max())))[0].tolist(),
    }

x = rng.normal(size=200)
y = 0.6 * x + rng.normal(size=200)
out["correlation"] = {"x": x.tolist(), "y": y.tolist(), "pearson": float(stats.pearsonr(x, y)[0])}

# Shifted so far from zero that naive sums lose everything.
out["hardSum"] = {"values": [1.0, 1e100, 1.0, -1e100] * 50, "sum": 100.0}

counts = np.zeros(365)
for day, count in ((0, 40), (91, 100), (92, 80), (200, 7), (362, 60), (364, 25)):
    counts[day] = count
days = np.arange(365)
density = np.zeros(365)
for day in days[counts > 0]:
    weights = np.where(np.abs(days - day) <= 20, stats.norm.pdf(days, day, 5), 0)
    density += counts[day] * weights / weights.sum()
out["ridge"] = {"counts": counts.tolist(), "bandwidth": 5, "density": density.tolist()}

json.dump(out, sys.stdout, separators=(",", ":"))
sys.stdout.write("\n")
