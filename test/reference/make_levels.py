"""Makes levels.json: what the filter of levels (shared/statistics/localLevel.ts) is held against.

    python make_levels.py > levels.json      (numpy 2.x, scipy 1.x, statsmodels 0.15)

Two references: statsmodels' Kalman filter where the model is Gaussian (lognormal observations, no breaks, no idle steps),
and a plain filter on a grid of 3,000 levels with SciPy's densities for lognormal observations, idle steps and breaks.
"""

import json
import sys

import numpy as np
from scipy import stats
from statsmodels.tsa.statespace.structural import UnobservedComponents

NOTHING, LEAST = 0.01, 1e-9


def gaussian(values, sd, shape):
    scatter = np.log1p(1 / shape)
    y = np.log(values) + scatter / 2
    model = UnobservedComponents(y, "local level")
    start = np.log(np.mean(values[:4]))
    model.ssm.initialize_known(np.array([start]), np.array([[1.5**2]]))
    model.loglikelihood_burn = 0
    result = model.smooth([scatter, sd**2])
    return {
        "values": list(values), "sd": sd, "shape": shape,
        "mean": float(result.filtered_state[0, -1]), "variance": float(result.filtered_state_cov[0, 0, -1]),
        "lnLikelihood": float(result.llf),
    }


def plain(values, sd, shape, breaks, break_sd, idle):
    values = np.array(values, float)
    average = values.mean()
    y = values / average
    logs = np.log(np.maximum(y, NOTHING))
    at = np.linspace(logs.min() - 6, logs.max() + 6, 3000)
    width = at[1] - at[0]
    apart = at[None, :] - at[:, None]
    step = (1 - breaks) * stats.norm.pdf(apart, scale=sd) + breaks * stats.laplace.pdf(apart, scale=break_sd / np.sqrt(2))
    step /= step.sum(1, keepdims=True)
    level = stats.norm.pdf(at, np.log(max(NOTHING, y[:4].mean())), 1.5)
    level /= level.sum()
    scatter = np.sqrt(np.log1p(1 / shape))
    ln = 0.0
    for i, value in enumerate(y):
        if i:
            level = level @ step
        of_level = stats.lognorm(scatter, scale=np.exp(at - scatter**2 / 2))
        chance = idle + (1 - idle) * of_level.cdf(NOTHING) if value < NOTHING else (1 - idle) * value * of_level.pdf(value)
        level = level * (chance + LEAST)
        total = level.sum()
        ln += np.log(total)
        level /= total
    mean = (level * at).sum()
    return {
        "values": list(map(float, values)), "sd": sd, "shape": shape, "breaks": breaks, "breakSd": break_sd, "idle": idle,
        "mean": float(mean + np.log(average) + np.log1p(-idle)), "variance": float((level * (at - mean) ** 2).sum()), "lnLikelihood": float(ln),
    }


rng = np.random.default_rng(5)


def walk(n, sd, noise):
    level = np.cumsum(sd * rng.standard_normal(n))
    return np.round(100 * np.exp(level + noise * rng.standard_normal(n)), 3)


calm = walk(30, 0.1, 0.07)
wild = np.round(100 * np.exp(np.cumsum(0.4 * rng.standard_normal(26))) * rng.gamma(2, 0.5, 26), 3)
stops = np.round(np.array([50, 60, 40, 55, 70, 0, 0, 0, 3, 2, 4, 90, 80, 120, 60, 0, 75.0]), 3)
json.dump(
    {
        "gaussian": [gaussian(calm, 0.1, 200.0), gaussian(walk(40, 0.25, 0.1), 0.25, 100.0)],
        "plain": [
            plain(wild, 0.4, 2.0, 0.05, 1.7, 0.001),
            plain(stops, 0.3, 3.0, 0.1, 1.7, 0.05),
            plain(stops, 0.1, 1.0, 0.02, 1.2, 0.2),
            plain(calm, 0.1, 200.0, 0.003, 1.7, 0.05),
        ],
    },
    sys.stdout,
)
print()
