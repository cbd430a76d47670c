"""Makes fits.json: reference numbers for the families of tokens of a run and for their fits, from mpmath and SciPy.

    python3 -m pip install scipy==1.10.1 numpy==1.24.2 mpmath==1.3.0
    python3 test/reference/make_fits.py > test/reference/fits.json

Family functions come from mpmath at 40 digits, moments from numerical integration of the density. Fits are SciPy's: its own `fit` where
every run is exact, from several starts, polished by a simplex on SciPy's log-density; with runs stopped at a cap the same simplex on log-density and
log-survival. Distances are SciPy's kstest, and Anderson and Darling's sum as they wrote it.
"""
import csv
import json
import sys
from pathlib import Path

import mpmath as mp
import numpy as np
import scipy
from scipy import optimize, stats

mp.mp.dps = 40
HERE = Path(__file__).parent


def out(x):
    return float(x)


# ---- family functions ------------------------------------------------------------------------------------------------

def mp_phi(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def lognormal(median, sigma):
    z = lambda x: mp.log(x / median) / sigma
    return (lambda x: mp_phi(z(x)), lambda x: mp_phi(-z(x)), lambda x: mp.exp(-z(x) ** 2 / 2) / (sigma * x * mp.sqrt(2 * mp.pi)))


def inverse_gaussian(mean, shape):
    root = lambda x: mp.sqrt(shape / x)
    cdf = lambda x: mp_phi(root(x) * (x / mean - 1)) + mp.exp(2 * shape / mean) * mp_phi(-root(x) * (x / mean + 1))
    tail = lambda x: mp_phi(-root(x) * (x / mean - 1)) - mp.exp(2 * shape / mean) * mp_phi(-root(x) * (x / mean + 1))
    return (cdf, tail, lambda x: mp.sqrt(shape / (2 * mp.pi * x**3)) * mp.exp(-shape * (x - mean) ** 2 / (2 * mean**2 * x)))


def log_logistic(scale, shape):
    power = lambda x: (x / scale) ** shape
    return (lambda x: power(x) / (1 + power(x)), lambda x: 1 / (1 + power(x)), lambda x: shape / x * power(x) / (1 + power(x)) ** 2)


def gamma(shape, scale):
    return (lambda x: mp.gammainc(shape, 0, x / scale, regularized=True), lambda x: mp.gammainc(shape, x / scale, mp.inf, regularized=True),
            lambda x: (x / scale) ** (shape - 1) * mp.exp(-x / scale) / (mp.gamma(shape) * scale))


def weibull(scale, shape):
    power = lambda x: (x / scale) ** shape
    return (lambda x: -mp.expm1(-power(x)), lambda x: mp.exp(-power(x)), lambda x: shape / x * power(x) * mp.exp(-power(x)))


def burr(scale, shape, tail):
    power = lambda x: (x / scale) ** shape
    return (lambda x: -mp.expm1(-tail * mp.log1p(power(x))), lambda x: (1 + power(x)) ** -tail,
            lambda x: tail * shape / x * power(x) * (1 + power(x)) ** (-tail - 1))


FUNCTIONS = {"lognormal": lognormal, "inverse Gaussian": inverse_gaussian, "log-logistic": log_logistic, "gamma": gamma, "weibull": weibull, "burr": burr}
NAMES = {"lognormal": ("median", "sigma"), "inverse Gaussian": ("mean", "shape"), "log-logistic": ("scale", "shape"), "gamma": ("shape", "scale"),
         "weibull": ("scale", "shape"), "burr": ("scale", "shape", "tail")}
MEMBERS = {
    "lognormal": [(1.5e6, 0.9), (40, 0.3)],
    "inverse Gaussian": [(2e6, 1.2e6), (500, 8000)],
    "log-logistic": [(1.5e6, 2.3), (70, 6.5)],
    "gamma": [(1.4, 1e6), (9.25, 300), (0.6, 50)],
    "weibull": [(2e6, 1.2), (900, 0.7), (10, 4.5)],
    "burr": [(1.2e6, 2.5, 0.95), (300, 1.4, 2.75), (4e4, 3.5, 12)],
}
PROBABILITIES = [1e-9, 1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999]


def moment(density, median, k):
    """∫ xᵏ f(x) dx over ln x, which has light ends for every family here that has the moment."""
    g = lambda t: mp.exp((k + 1) * t) * density(mp.exp(t))
    centre = mp.log(median)
    cuts = [centre + c for c in (-60, -20, -8, -4, -2, -1, 0, 1, 2, 4, 8, 20, 60, 200)]
    return mp.quad(g, cuts)


def family_section():
    cases = []
    for kind, members in MEMBERS.items():
        for parameters in members:
            exact = [mp.mpf(p) for p in parameters]
            cdf, tail, density = FUNCTIONS[kind](*exact)
            frozen = FROZEN[kind](*parameters)
            at = []
            for p in PROBABILITIES:
                target = (lambda t: mp.log(cdf(mp.exp(t))) - mp.log(mp.mpf(p))) if p <= 0.5 else (lambda t: mp.log(tail(mp.exp(t))) - mp.log(1 - mp.mpf(p)))
                start = mp.log(frozen.ppf(p))
                x = mp.exp(mp.findroot(target, (start, start + mp.mpf("1e-4"))))
                here = mp.mpf(out(x))
                at.append({"p": p, "x": out(x), "cdf": out(cdf(here)), "upperTail": out(tail(here)), "lnDensity": out(mp.log(density(here)))})
            mean = moment(density, frozen.median(), 1)
            has_variance = np.isfinite(frozen.var()) and kind not in ("burr",) or kind == "burr" and parameters[1] * parameters[2] > 2
            variance = moment(density, frozen.median(), 2) - mean**2 if has_variance else mp.inf
            cases.append({"family": {"kind": kind, **dict(zip(NAMES[kind], parameters))}, "mean": out(mean),
                          "variance": out(variance) if has_variance else None, "at": at})
    return cases


# ---- fits --------------------------------------------------------------------------------------------------------------

FROZEN = {
    "lognormal": lambda median, sigma: stats.lognorm(sigma, scale=median),
    "inverse Gaussian": lambda mean, shape: stats.invgauss(mean / shape, scale=shape),
    "log-logistic": lambda scale, shape: stats.fisk(shape, scale=scale),
    "gamma": lambda shape, scale: stats.gamma(shape, scale=scale),
    "weibull": lambda scale, shape: stats.weibull_min(shape, scale=scale),
    "burr": lambda scale, shape, tail: stats.burr12(shape, tail, scale=scale),
}


def starts(kind, x):
    median, sd = np.median(x), np.std(np.log(x))
    if kind == "lognormal":
        shape, _, scale = stats.lognorm.fit(x, floc=0)
        return [(scale, shape)]
    if kind == "inverse Gaussian":
        mu, _, scale = stats.invgauss.fit(x, floc=0)
        return [(mu * scale, scale), (np.mean(x), median / sd**2)]
    if kind == "gamma":
        shape, _, scale = stats.gamma.fit(x, floc=0)
        return [(shape, scale), (1 / sd**2, np.mean(x) * sd**2)]
    if kind == "log-logistic":
        shape, _, scale = stats.fisk.fit(x, 1.8 / sd, floc=0)
        return [(scale, shape), (median, 1.8 / sd)]
    if kind == "weibull":
        shape, _, scale = stats.weibull_min.fit(x, 1.3 / sd, floc=0)
        return [(scale, shape), (np.mean(x), 1.3 / sd)]
    return [(median * spread, 1.8 / sd, tail) for tail, spread in ((1, 1), (0.3, 0.7), (4, 2), (15, 5))]


def likeliest(kind, exact, at_least):
    """Parameters and log-likelihood at the peak; the parameters enter as logarithms, data in units of their median."""
    unit = np.median(exact)

    def loss(theta):
        frozen = FROZEN[kind](*np.exp(theta))
        with np.errstate(all="ignore"):
            value = frozen.logpdf(exact / unit).sum() + (frozen.logsf(at_least / unit).sum() if len(at_least) else 0)
        return -value if np.isfinite(value) else 1e12

    best = None
    for start in starts(kind, exact):
        theta = np.log(np.array(start))
        theta[[i for i, name in enumerate(NAMES[kind]) if name in ("median", "mean", "scale") or (kind == "inverse Gaussian")]] -= np.log(unit)
        for _ in range(4):
            found = optimize.minimize(loss, theta, method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-10, "maxiter": 20000, "maxfev": 20000})
            theta = found.x
        if best is None or found.fun < best.fun:
            best = found
    parameters = np.exp(best.x)
    parameters[[i for i, name in enumerate(NAMES[kind]) if name in ("median", "mean", "scale") or (kind == "inverse Gaussian")]] *= unit
    return parameters, -best.fun - len(exact) * np.log(unit)


def anderson_darling(frozen, x):
    x = np.sort(x)
    i = np.arange(1, len(x) + 1)
    return -len(x) - np.mean((2 * i - 1) * (frozen.logcdf(x) + frozen.logsf(x[::-1])))


def fit_section():
    groups = {}
    with open(HERE.parent / "fixtures/field/runs.csv") as file:
        for row in csv.DictReader(file):
            groups.setdefault(f"{row['source']}: {row['agent']} with {row['model']}", []).append(float(row["tokens"]))
    cases = []
    for name, tokens in groups.items():
        x = np.array(tokens)
        for cap in (None, 2.0):
            # A cap at a multiple of the median: what went beyond is only known to be at least that.
            limit = np.inf if cap is None else float(np.round(cap * np.median(x)))
            exact, at_least = x[x < limit], np.full(int((x >= limit).sum()), limit)
            if cap is not None and len(at_least) == 0:
                continue
            fits = []
            for kind in FUNCTIONS:
                parameters, ln_likelihood = likeliest(kind, exact, at_least)
                fit = {"kind": kind, "lnLikelihood": float(ln_likelihood), "parameters": [float(p) for p in parameters]}
                if cap is None:
                    frozen = FROZEN[kind](*parameters)
                    fit["ks"] = float(stats.kstest(x, frozen.cdf).statistic)
                    # Where SciPy's tail underflows its sum is infinite: no reference.
                    ad = float(anderson_darling(frozen, x))
                    fit["ad"] = ad if np.isfinite(ad) else None
                fits.append(fit)
            cases.append({"group": name, "runs": len(x), "cap": None if cap is None else limit, "fits": fits})
    return cases


json.dump({
    "madeBy": "test/reference/make_fits.py", "scipy": scipy.__version__, "numpy": np.__version__, "mpmath": mp.__version__,
    "families": family_section(), "fits": fit_section(),
}, sys.stdout, separators=(",", ":"))
sys.stdout.write("\n")
