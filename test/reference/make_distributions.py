"""Makes distributions.json: reference numbers for test/shared/distributions, from SciPy and mpmath.

    python3 -m pip install scipy==1.10.1 mpmath==1.3.0
    python3 test/reference/make_distributions.py > test/reference/distributions.json

Nothing here shares a formula with the code under test where another way exists: distribution functions come from
mpmath's hypergeometric series at 40 digits, quantiles from root finding on them, moments from numerical integration,
counts from SciPy's exact search. Every input is a double and enters mpmath as exactly that double.
"""
import json
import sys

import mpmath as mp
import numpy as np
import scipy
from scipy import stats

mp.mp.dps = 40


def out(x):
    return float(x)


def mp_normal_cdf(x):
    return mp.erfc(-mp.mpf(x) / mp.sqrt(2)) / 2


def mp_normal_quantile(p):
    """Root of ln cdf, started at SciPy's answer; p ≤ 1/2 as an mpf."""
    start = mp.mpf(stats.norm.ppf(float(p)))
    return mp.findroot(lambda x: mp.log(mp_normal_cdf(x)) - mp.log(p), start)


def normal_section():
    small = [float(f"1e-{k}") for k in range(1, 31)] + [float(f"3e-{k}") for k in range(2, 31, 4)] + [1e-100, 1e-300]
    middle = [0.02, 0.05, 0.0749, 0.0751, 0.1, 0.2, 0.25, 0.3, 0.4, 0.45, 0.49, 0.4999, 0.499999999]
    quantile = [[p, out(mp_normal_quantile(mp.mpf(p)))] for p in sorted(small + middle)]
    # Above one half by symmetry, from the exact complement of the double.
    quantile += [[p, out(-mp_normal_quantile(1 - mp.mpf(p)))] for p in (0.5000001, 0.51, 0.6, 0.75, 0.9, 0.95, 0.99, 0.999, 0.999999, 1 - 2.0**-40)]
    xs = sorted([-37, -36.47, -30, -20.5, -12.34, -9, -8, -7.1, -6, -5.66, -5.65, -5, -4.2, -3, -2.5, -1.96, -1, -0.7, -0.674, -0.5, -0.1, -1e-9]
                + [1e-9, 0.3, 0.67, 0.68, 1, 1.5, 2, 3, 4, 5.65, 5.66, 8])
    return {"quantile": quantile, "cdf": [[x, out(mp_normal_cdf(x))] for x in xs]}


def mp_gamma_tail(x, a, upper):
    return mp.gammainc(a, x, mp.inf, regularized=True) if upper else mp.gammainc(a, 0, x, regularized=True)


def mp_beta_lower(x, a, b):
    """I_x(a, b) by Gauss's series, from the nearer end."""
    x, a, b = mp.mpf(x), mp.mpf(a), mp.mpf(b)
    if x > a / (a + b):
        return 1 - mp_beta_lower(1 - x, b, a)
    front = mp.exp(a * mp.log(x) + b * mp.log(1 - x) + mp.loggamma(a + b) - mp.loggamma(a + 1) - mp.loggamma(b))
    return front * mp.hyp2f1(1, a + b, a + 1, x)


def solve(cdf, p, start):
    """x with cdf(x) = p, on a log scale so that the relative error of a tiny p or x is small."""
    return mp.exp(mp.findroot(lambda t: mp.log(cdf(mp.exp(t))) - mp.log(p), (mp.log(start), mp.log(start) + mp.mpf("1e-4"))))


PROBABILITIES = [1e-12, 1e-6, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999]


def gamma_section():
    cdf, quantile, moments = [], [], []
    for a in (0.25, 0.5, 1, 2.5, 9.5, 30, 833.3, 50_000):
        moments.append([a, out(stats.gamma.mean(a)), out(stats.gamma.var(a))])
        for p in PROBABILITIES:
            start = stats.gamma.ppf(p, a)
            if p <= 0.5:
                x = solve(lambda t: mp_gamma_tail(t, mp.mpf(a), False), mp.mpf(p), mp.mpf(start))
            else:
                x = solve(lambda t: mp_gamma_tail(t, mp.mpf(a), True), 1 - mp.mpf(p), mp.mpf(start))
            quantile.append([a, p, out(x)])
            rounded = out(x)
            cdf.append([a, rounded, out(mp_gamma_tail(mp.mpf(rounded), mp.mpf(a), False)), out(mp_gamma_tail(mp.mpf(rounded), mp.mpf(a), True))])
    return {"cdf": cdf, "quantile": quantile, "moments": moments}


def mp_beta_quantile(p, a, b):
    """Share x with I_x(a, b) = p, p an mpf; from the side where p is small."""
    if p > 0.5:
        return 1 - mp_beta_quantile(1 - p, b, a)
    # In log odds, so that a share near 0 or near 1 is found with all digits of its distance.
    upper = mp.mpf(stats.beta.isf(float(1 - p), float(a), float(b)))
    start = mp.log(upper / (1 - upper)) if 0 < upper < 1 else -mp.log(mp.mpf(stats.beta.ppf(float(1 - p), float(b), float(a))))
    share = lambda t: 1 / (1 + mp.exp(-t))
    return share(mp.findroot(lambda t: mp.log(mp_beta_lower(share(t), a, b)) - mp.log(p), (start, start + mp.mpf("1e-4"))))


def beta_section():
    cdf, quantile, moments = [], [], []
    for a, b in ((0.5, 0.5), (0.5, 20.5), (1, 1), (1, 5), (5, 1), (2, 3), (3, 3), (12.3, 3.2), (49.7, 11.3), (0.6, 400), (1, 1000), (20_000, 0.5), (4000.5, 1000.5)):
        moments.append([a, b, out(stats.beta.mean(a, b)), out(stats.beta.var(a, b))])
        for p in PROBABILITIES:
            x = out(mp_beta_quantile(mp.mpf(p), a, b))
            quantile.append([a, b, p, x])
            if 0 < x < 1:
                cdf.append([a, b, x, out(mp_beta_lower(x, a, b))])
    return {"cdf": cdf, "quantile": quantile, "moments": moments}


SCORES = [-8.2, -6.03, -4.4, -3.1, -2.2, -1.2816, -0.731, -0.2, 0, 0.013, 0.5, 1.2816, 1.9, 2.7, 3.9, 5.5, 7.7]


def at_score(quantile_of_tail, z):
    """Calls quantile_of_tail(tail probability, upper) with the smaller tail of the score z."""
    return quantile_of_tail(mp_normal_cdf(-abs(mp.mpf(z))), z > 0)


def uncertain_section():
    cases = []

    def add(written, mean, variance, score_value, quantile):
        cases.append({
            "written": written, "mean": out(mean), "variance": out(variance),
            "scores": [[z, out(score_value(z))] for z in SCORES],
            "quantiles": [[p, out(quantile(p))] for p in (0.001, 0.01, 0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999)],
        })

    z90 = -mp_normal_quantile(mp.mpf("0.1"))
    for p10, p90 in ((0.9, 1.5), (2, 6), (40, 160), (1e-3, 5e4)):
        sigma = mp.log(mp.mpf(p90) / mp.mpf(p10)) / (2 * z90)
        mu = (mp.log(mp.mpf(p10)) + mp.log(mp.mpf(p90))) / 2
        frozen = stats.lognorm(float(sigma), scale=float(mp.exp(mu)))
        add({"p10": p10, "p90": p90}, frozen.mean(), frozen.var(), lambda z: mp.exp(mu + sigma * mp.mpf(z)), frozen.ppf)
    for low, mode, high in ((0.5, 0.8, 0.95), (0.2, 0.5, 0.8), (10, 10, 50), (-0.1, 0.3, 0.3), (100, 101, 1e6), (-3, 1, 2)):
        low_, mode_, high_ = mp.mpf(low), mp.mpf(mode), mp.mpf(high)
        a = 1 + 4 * (mode_ - low_) / (high_ - low_)
        b = 6 - a
        frozen = stats.beta(float(a), float(b), loc=low, scale=high - low)

        def of_tail(q, upper):
            if upper:
                return high_ - (high_ - low_) * mp_beta_quantile(q, b, a)
            return low_ + (high_ - low_) * mp_beta_quantile(q, a, b)

        add({"min": low, "mode": mode, "max": high}, frozen.mean(), frozen.var(), lambda z: at_score(of_tail, z),
            lambda p: of_tail(mp.mpf(p), False) if p <= 0.5 else of_tail(1 - mp.mpf(p), True))
    for low, high in ((0, 1), (-2, 7.5), (1e6, 1e6 + 1)):
        frozen = stats.uniform(low, high - low)
        add({"min": low, "max": high}, frozen.mean(), frozen.var(),
            lambda z: mp.mpf(low) + (mp.mpf(high) - mp.mpf(low)) * mp_normal_cdf(z), frozen.ppf)
    for values, weights in (([3, 1, 2], [1, 1, 2]), ([0, 100], [0.999, 0.001]), ([5, -5, 5, 7], [0.2, 0.3, 0.1, 0.4])):
        order = np.argsort(values, kind="stable")
        v, w = np.array(values, float)[order], np.array(weights, float)[order] / sum(weights)
        mean = float((v * w).sum())
        pick = lambda p: v[np.searchsorted(np.cumsum(w), p)]
        add({"values": values, "weights": weights}, mean, ((v - mean) ** 2 * w).sum(), lambda z: pick(float(mp_normal_cdf(z))),
            lambda p: pick(p - 1e-12))
    return cases


class Tokens:
    """The distribution of the model's page, straight from its words, in 40 digits."""

    def __init__(self, written):
        self.written = written
        if written["family"] == "lognormal":
            if "median" in written:
                self.m, self.s = mp.log(mp.mpf(written["median"])), mp.mpf(written["sigma"])
            else:
                z95 = -mp_normal_quantile(mp.mpf("0.05"))
                self.m = mp.log(mp.mpf(written["p50"]))
                self.s = mp.log(mp.mpf(written["p95"]) / mp.mpf(written["p50"])) / z95
            self.nodes = None
        else:
            self.nodes = [mp.log(mp.mpf(x)) for x in written["quantiles"]]
        tail = written.get("tail")
        self.start = mp.mpf(str(tail["from"])) if tail else None
        if tail:
            self.shape = mp.mpf(str(tail["shape"]))
            self.joint = self.body(self.start)
            step = mp.mpf("1e-15")
            rise = (self.joint - self.body(self.start - step)) / step  # 1 / density just below
            self.scale = (1 - self.start) * rise

    def body(self, p):
        if self.nodes is None:
            q = mp_normal_quantile(p) if p <= 0.5 else -mp_normal_quantile(1 - p)
            return mp.exp(self.m + self.s * q)
        i = min(99, int(mp.floor(p * 100)))
        return mp.exp(self.nodes[i] + (p * 100 - i) * (self.nodes[i + 1] - self.nodes[i]))

    def quantile(self, p, q=None):
        q = 1 - p if q is None else q
        if self.start is None or p <= self.start:
            return self.body(p) if p <= 0.5 or self.nodes is not None else mp.exp(self.m - self.s * mp_normal_quantile(q))
        ratio = q / (1 - self.start)
        excess = -mp.log(ratio) if self.shape == 0 else (ratio ** -self.shape - 1) / self.shape
        return self.joint + self.scale * excess

    def moment(self, power):
        """E[x^power] by numerical integration of the quantile function, piece by piece."""
        end = self.start if self.start is not None else mp.mpf(1)
        if self.nodes is None:
            limit = -mp_normal_quantile(1 - end) if end < 1 else mp.mpf(30)
            f = lambda g: mp.exp(self.m + self.s * g) ** power * mp.npdf(g)
            body = mp.quad(f, [-30, -10, -5, 0, limit] if limit < 5 else [-30, -10, -5, 0, 5, 10, limit])
        else:
            cuts = [mp.mpf(i) / 100 for i in range(101) if mp.mpf(i) / 100 < end] + [end]
            body = mp.quad(lambda p: self.body(p) ** power, cuts)
        if self.start is None:
            return body
        # Tail: substitute q = (1 − from)·e^(−t).
        tail = mp.quad(lambda t: self.tail_at(t) ** power * mp.exp(-t), [0, 1, 5, 20, 80, 320, 1280])
        return body + (1 - self.start) * tail

    def tail_at(self, t):
        excess = t if self.shape == 0 else mp.expm1(self.shape * t) / self.shape
        return self.joint + self.scale * excess

    def body_log_moments(self):
        if self.nodes is None:
            return self.m, self.s
        pieces = [(self.nodes[i], self.nodes[i + 1]) for i in range(100)]
        mean = sum((a + b) / 2 for a, b in pieces) / 100
        second = mp.quad(lambda p: mp.log(self.body(p)) ** 2, [mp.mpf(i) / 100 for i in range(101)])
        return mean, mp.sqrt(second - mean**2)


def empirical_quantiles(plateau):
    """101 ascending percentiles such as a pilot leaves: skewed, rounded to whole tokens, with or without runs of equal values."""
    rng = np.random.default_rng(20270101)
    sample = np.exp(rng.normal(13, 0.8, 179) + 0.4 * rng.exponential(1, 179))
    quantiles = np.maximum.accumulate(np.round(np.quantile(sample, np.linspace(0, 1, 101))))
    if plateau:
        quantiles[20:30] = quantiles[20]
        quantiles[:3] = quantiles[2]
        quantiles[98:] = quantiles[100]
    return [float(x) for x in quantiles]


def tokens_section():
    smooth, plateau = empirical_quantiles(False), empirical_quantiles(True)
    written = [
        {"family": "lognormal", "median": 1_500_000, "sigma": 0.9},
        {"family": "lognormal", "p50": 400_000, "p95": 2_600_000},
        {"family": "lognormal", "median": 1_500_000, "sigma": 0.9, "tail": {"from": 0.95, "shape": 0.3}},
        {"family": "lognormal", "median": 20_000, "sigma": 1.7, "tail": {"from": 0.9, "shape": 0}},
        {"family": "lognormal", "median": 20_000, "sigma": 0.5, "tail": {"from": 0.99, "shape": 0.45}},
        {"family": "empirical", "quantiles": smooth},
        {"family": "empirical", "quantiles": plateau},
        {"family": "empirical", "quantiles": smooth, "tail": {"from": 0.95, "shape": 0.2}},
        {"family": "empirical", "quantiles": smooth, "tail": {"from": 0.875, "shape": 0.4}},
        {"family": "empirical", "quantiles": plateau, "tail": {"from": 0.97, "shape": 0}},
    ]
    cases = []
    for w in written:
        t = Tokens(w)
        log_mean, log_sd = t.body_log_moments()
        mean = t.moment(1)
        variance = t.moment(2) - mean**2
        scores = []
        for z in (-7.9, -5, -3, -2, -1, -0.4, 0, 0.3, 1, 1.3, 1.62, 1.7, 2, 2.5, 3.3, 4.5, 6, 8):
            q = mp_normal_cdf(-abs(mp.mpf(z)))
            x = t.quantile(q, 1 - q) if z <= 0 else t.quantile(1 - q, q)
            scores.append([z, out(mp.log(x))])
        cases.append({
            "written": w, "logMean": out(log_mean), "logSd": out(log_sd), "mean": out(mean), "variance": out(variance), "lnAtScores": scores,
            "quantiles": [[p, out(t.quantile(mp.mpf(p)))] for p in (0.001, 0.05, 0.333, 0.5, 0.8, 0.94, 0.96, 0.995, 0.9999)],
        })
    return cases


def counts_section():
    us = [1e-9, 1e-6, 1e-4, 0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999, 1 - 1e-6, 1 - 1e-9]
    poisson = [[mean, [int(k) for k in stats.poisson.ppf(us, mean)]]
               for mean in (0.01, 0.3, 1, 2.7, 8, 11.9, 12, 12.1, 13.7, 15.5, 18.3, 24, 30, 33.3, 47, 75.2, 100, 333.3, 1000, 2000, 12345.6, 1e5, 1e6)]
    binomial = [[n, p, [int(k) for k in stats.binom.ppf(us, n, p)]]
                for n, p in ((1, 0.3), (5, 0.5), (20, 0.07), (48, 0.5), (50, 0.42), (160, 0.09), (160, 0.91), (1000, 0.013), (1000, 0.02), (20, 0.93), (100, 0.2), (100, 0.6), (150, 0.5), (400, 0.09), (400, 0.9), (1000, 0.004),
                             (1000, 0.996), (2000, 0.44), (3000, 0.011), (10_000, 0.5), (10_000, 0.003), (10_000, 0.9968), (123_456, 0.71), (1_000_000, 0.3),
                             (1_000_000, 2e-5))]
    return {"us": us, "poisson": poisson, "binomial": binomial}


json.dump({
    "madeBy": "test/reference/make_distributions.py", "scipy": scipy.__version__, "mpmath": mp.__version__, "numpy": np.__version__,
    "normal": normal_section(), "gamma": gamma_section(), "beta": beta_section(), "uncertain": uncertain_section(),
    "tokens": tokens_section(), "counts": counts_section(),
}, sys.stdout, indent=None, separators=(",", ":"))
sys.stdout.write("\n")
