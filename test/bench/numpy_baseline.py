"""The engineering template without its caps in vectorised NumPy: the yardstick of `npm run bench`.

Usage: OMP_NUM_THREADS=1 python3 test/bench/numpy_baseline.py [PLAN] [TRIALS]

What a numerate person would write for one plan: every trial is a lane of an array, days follow one another, and a day's
spend is a compound sum: the number of tasks is Poisson, the body of their costs (99 in 100 attempts) is one gamma draw by
its moments, the dearest attempt in 100 and the runaways are drawn one by one. Level 1 is drawn once a trial. Moments of
the steps of a route (who is escalated, and how much dearer hard tasks are) come from quadrature over the difficulty, once
a trial. Prints one JSON object: the seconds of the whole simulation and a few figures to hold against the engine's.

It follows MODEL.md sections 2 and 3 but for: attempt caps, month caps and `block` (absent here), token forms other than the
lognormal, tails of their own, `bestOf`, and the correlation between the two attempts' costs of one escalated task.
Needs numpy and scipy.
"""

import datetime as dt
import json
import os
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402
from scipy.special import ndtr, ndtri  # noqa: E402

DAYS_PER_MONTH = 30.4375
TAIL = 0.01
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(41)
WEIGHTS = WEIGHTS / WEIGHTS.sum()
# Cells of the body's percentiles, each stood for by its middle, as normal scores.
CELLS = np.linspace(0, 1 - TAIL, 81)
EDGES = ndtri(CELLS)
MIDDLES = ndtri((CELLS[1:] + CELLS[:-1]) / 2)


class LevelOne:
    """Uncertain numbers of the plan, drawn once a trial; those named in `correlations` share a Gaussian copula."""

    def __init__(self, plan, trials, rng):
        self.trials, self.rng = trials, rng
        pairs = [(c["between"], c["rank"]) for c in plan.get("correlations", [])]
        pointers = sorted({p for between, _ in pairs for p in between})
        matrix = np.eye(len(pointers))
        for (a, b), rank in pairs:
            i, j = pointers.index(a), pointers.index(b)
            matrix[i, j] = matrix[j, i] = 2 * np.sin(np.pi * rank / 6)
        normals = np.linalg.cholesky(matrix) @ rng.standard_normal((len(pointers), trials)) if pointers else []
        self.ranks = {pointer: ndtr(normals[i]) for i, pointer in enumerate(pointers)}

    def draw(self, value, pointer=None, rank=None):
        if not isinstance(value, dict):
            return np.full(self.trials, float(value))
        if "value" in value:
            return np.full(self.trials, float(value["value"]))
        u = rank if rank is not None else self.ranks.get(pointer)
        if u is None:
            u = self.rng.random(self.trials)
        if "p10" in value:
            low, high = np.log(value["p10"]), np.log(value["p90"])
            return np.exp((low + high) / 2 + (high - low) / 2 * ndtri(u) / ndtri(0.9))
        if "mode" in value:
            from scipy.stats import beta

            low, mode, high = value["min"], value["mode"], value["max"]
            first = 1 + 4 * (mode - low) / (high - low)
            return low + (high - low) * beta.ppf(u, first, 6 - first)
        if "min" in value:
            return value["min"] + u * (value["max"] - value["min"])
        weights = np.cumsum(value["weights"]) / np.sum(value["weights"])
        return np.asarray(value["values"], float)[np.searchsorted(weights, u)]


class Calendar:
    def __init__(self, plan):
        self.start = dt.date.fromisoformat(plan["fiscalYear"]["start"])
        months = plan["fiscalYear"]["months"]
        self.month_starts = [self.day_of_month(m) for m in range(months + 1)]
        self.days = self.month_starts[-1]
        names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        calendar = plan["calendar"]
        holidays = {dt.date.fromisoformat(h) for h in calendar.get("holidays", [])}
        dates = [self.start + dt.timedelta(days=d) for d in range(self.days)]
        working = [names[d.weekday()] in calendar["workingDays"] and d not in holidays for d in dates]
        self.weights = np.where(working, 1.0, calendar.get("restDayShare", 0))
        self.month_of = np.searchsorted(self.month_starts, np.arange(self.days), side="right") - 1

    def day_of_month(self, month):
        year, index = divmod(self.start.month - 1 + month, 12)
        return (dt.date(self.start.year + year, index + 1, 1) - self.start).days

    def day_of(self, iso):
        return max(0, (dt.date.fromisoformat(iso) - self.start).days)


def wander(spec, months, one):
    """exp(x) by month and trial: AR(1) with a mean of 1 in every month."""
    if not spec:
        return np.ones((months, 1))
    y, variance, out = np.zeros(one.trials), 0.0, []
    for _ in range(months):
        y = spec["persistence"] * y + spec["monthlySd"] * one.rng.standard_normal(one.trials)
        variance = spec["persistence"] ** 2 * variance + spec["monthlySd"] ** 2
        out.append(np.exp(y - variance / 2))
    return np.array(out)


def price_multipliers(changes, calendar, one):
    """[(first day, multiplier by trial)], ascending, from day 0 on."""
    steps = [(0, np.ones(one.trials))]
    for change in sorted(changes, key=lambda c: c["from"]):
        happens = one.rng.random(one.trials) < change.get("probability", 1)
        factor = np.where(happens, np.maximum(one.draw(change["multiplier"]), 0), 1)
        steps.append((calendar.day_of(change["from"]), steps[-1][1] * factor))
    return steps


def at_day(steps, day):
    return [multiplier for first, multiplier in steps if first <= day][-1]


def success_basis(scores, bins):
    """Weights (scores × bins) of the piecewise-linear success curve at dearness Φ(score)."""
    if bins == 1:
        return np.ones((len(scores), 1))
    position = ndtr(scores) * bins - 0.5
    left = np.clip(np.floor(position), 0, bins - 2).astype(int)
    basis = np.zeros((len(scores), bins))
    basis[np.arange(len(scores)), left] = 1 - (position - left)
    basis[np.arange(len(scores)), left + 1] = position - left
    return basis


class Attempt:
    """One model at one workload: the trial's truth about tokens and success."""

    def __init__(self, spec, one):
        tokens, success = spec["tokens"], spec["success"]
        self.mix = spec["mix"]
        self.median = tokens["median"]
        self.limit = tokens.get("limit", 100 * tokens["median"])
        sigma, runs = tokens["sigma"], tokens.get("runs")
        kappa = np.sqrt((runs - 1) / one.rng.chisquare(runs - 1, one.trials)) if runs else np.ones(one.trials)
        self.scale = self.median * (np.exp(kappa * sigma * one.rng.standard_normal(one.trials) / np.sqrt(runs)) if runs else np.ones(one.trials))
        self.sigma = kappa * sigma
        curve = success["byEffort"] if isinstance(success, dict) else [success]
        count = success.get("runs") if isinstance(success, dict) else None
        if count:
            per_bin = count / len(curve)
            self.curve = np.array([one.rng.beta(0.5 + p * per_bin, 0.5 + (1 - p) * per_bin, one.trials) for p in curve]).T
        else:
            self.curve = np.tile(curve, (one.trials, 1))
        runaway = spec.get("runaway")
        self.runaway_share = runaway["share"] if runaway else 0.0
        self.runaway_factor = runaway["factor"] if runaway else None

    def success_at(self, correlation):
        """Chance of success (trials × nodes) given a difficulty that correlates with the task's dearness as `correlation`."""
        inner, inner_weights = np.polynomial.hermite_e.hermegauss(15)
        scores = correlation * NODES[:, None] + np.sqrt(max(0, 1 - correlation**2)) * inner[None, :]
        basis = success_basis(scores.ravel(), self.curve.shape[1]).reshape(len(NODES), len(inner), -1)
        return np.clip(self.curve @ np.einsum("nij,i->jn", basis.transpose(0, 1, 2), inner_weights / inner_weights.sum()), 0, 1)


class Stage:
    """Attempts of one model that a route makes: how many a task, and the moments of the tokens of those it makes."""

    def __init__(self, attempt, reach, correlation):
        # reach: chance (trials × nodes, or 1 × nodes) that a task of this difficulty gets here.
        weighted = reach * WEIGHTS
        self.attempt = attempt
        self.per_task = weighted.sum(axis=1)
        spread = np.sqrt(1 - correlation**2)
        cells = np.diff(ndtr((EDGES[None, :] - correlation * NODES[:, None]) / spread), axis=1)
        body = weighted @ cells
        self.body_share = body.sum(axis=1) / self.per_task
        body = body / body.sum(axis=1, keepdims=True)
        tokens = np.exp(attempt.sigma[:, None] * MIDDLES)
        mean = (body * tokens).sum(axis=1)
        self.body_mean = attempt.scale * mean
        self.body_variance = attempt.scale**2 * ((body * tokens**2).sum(axis=1) - mean**2)


def stages_of(route, attempts, difficulty):
    """The stages of a route, the chance of an outcome a task, and the money a task beside tokens."""
    across = difficulty.get("acrossModels", 0)
    same = difficulty.get("sameModel", across)
    if "choose" in route:
        accuracy, ranks, low = route.get("accuracy", 1), ndtr(NODES), 0.0
        stages, outcome = [], 0
        for branch in route["choose"]:
            inside = (ranks > low) & (ranks <= branch["upTo"])
            reach = (accuracy * inside + (1 - accuracy) * (branch["upTo"] - low))[None, :]
            low = branch["upTo"]
            attempt = attempts[branch["steps"][0]]
            stages.append(Stage(attempt, reach, np.sqrt(across)))
            outcome = outcome + (reach * WEIGHTS * attempt.success_at(np.sqrt(across / same))).sum(axis=1)
        return stages, outcome, route.get("cost", 0)
    first = attempts[route["steps"][0]]
    everybody = np.ones((1, len(NODES)))
    if len(route["steps"]) == 1:
        return [Stage(first, everybody, np.sqrt(same))], (WEIGHTS * first.success_at(1.0)).sum(axis=1), 0
    # Two steps: given the shared difficulty the two attempts are independent; a retry shares all of the task's dearness.
    second, verifier = attempts[route["steps"][1]], route["verifier"]
    retry = route["steps"][0] == route["steps"][1]
    to_dearness = 1.0 if retry else np.sqrt(across / same)
    to_tokens = np.sqrt(same) if retry else np.sqrt(across)
    good = first.success_at(to_dearness)
    reach = verifier["catches"] * (1 - good) + verifier["falseAlarms"] * good
    outcome = (WEIGHTS * (good * (1 - verifier["falseAlarms"]) + reach * second.success_at(to_dearness))).sum(axis=1)
    return [Stage(first, everybody, np.sqrt(same)), Stage(second, reach, to_tokens)], outcome, verifier.get("cost", 0)


class Workload:
    def __init__(self, key, spec, plan, calendar, one, shared):
        demand, pointer = spec["demand"], f"/workloads/{key}/demand"
        self.calendar = calendar
        users = one.draw(demand["users"], f"{pointer}/users")
        rate = one.draw(demand["tasksPerUserPerDay"], f"{pointer}/tasksPerUserPerDay")
        points = demand.get("adoption", [{"month": 0, "share": 1}])
        rank = one.rng.random(one.trials)
        self.adoption_days = [calendar.day_of_month(p["month"]) for p in points]
        self.adoption = [np.clip(one.draw(p["share"], rank=rank), 0, 1) for p in points]
        heads = np.maximum(users * self.adoption_at(calendar.days - 1), 1)
        spread = demand.get("userSpread", 0)
        mix_of_users = one.rng.gamma(heads / spread**2, spread**2 / heads) if spread else 1
        self.base = users * rate * mix_of_users * shared["demand"]
        self.growth = 1 + one.draw(demand.get("monthlyGrowth", 0))
        months = len(calendar.month_starts) - 1
        self.wander = wander(demand.get("wander"), months, one) * shared["wander"]
        self.seasonality = demand.get("seasonality", [1] * months)
        self.rebound = one.draw(demand.get("rebound", 0))
        self.tokens = one.draw(spec.get("tokensMultiplier", 1), f"/workloads/{key}/tokensMultiplier") * shared["tokens"]
        self.tokens_growth = 1 + one.draw(spec.get("tokensGrowth", 0))
        attempts = {model: Attempt(a, one) for model, a in spec["attempts"].items()}
        self.model_of = {id(a): model for model, a in attempts.items()}
        routes = [(0, spec["route"])] + [(calendar.day_of(c["from"]), c["set"]["route"]) for c in spec.get("changes", []) if "route" in c["set"]]
        self.policies = [(day, route, *stages_of(route, attempts, spec.get("difficulty", {}))) for day, route in routes]

    def adoption_at(self, day):
        days, shares = self.adoption_days, self.adoption
        if day <= days[0]:
            return shares[0]
        for i in range(1, len(days)):
            if day <= days[i]:
                part = (day - days[i - 1]) / (days[i] - days[i - 1])
                return shares[i - 1] * (1 - part) + shares[i] * part
        return shares[-1]

    def demand_on(self, day, lead_price):
        month = self.calendar.month_of[day]
        rate = self.base * self.adoption_at(day) * (self.calendar.weights[day] * self.seasonality[month])
        return rate * self.growth ** (day / DAYS_PER_MONTH) * self.wander[month] * lead_price**self.rebound


def lead_model(route):
    if "choose" not in route:
        return route["steps"][0]
    lows = [0] + [b["upTo"] for b in route["choose"]]
    return max(zip(route["choose"], lows), key=lambda pair: pair[0]["upTo"] - pair[1])[0]["steps"][0]


def simulate(plan, trials, seed=1):
    rng = np.random.Generator(np.random.SFC64(seed))
    one, calendar = LevelOne(plan, trials, rng), Calendar(plan)
    months = len(calendar.month_starts) - 1
    spec = plan.get("shared", {})
    shared = {"demand": one.draw(spec.get("demand", 1)), "tokens": one.draw(spec.get("tokens", 1)), "wander": wander(spec.get("wander"), months, one)}
    prices = one.draw(spec.get("prices", 1))
    multipliers = {m: price_multipliers(model.get("priceChanges", []), calendar, one) for m, model in plan["models"].items()}
    workloads = [Workload(key, w, plan, calendar, one, shared) for key, w in plan["workloads"].items()]
    seats = [(one.draw(f["perMonth"]), price_multipliers([f["renewal"]] if "renewal" in f else [], calendar, one)) for f in plan.get("fixedCosts", {}).values()]

    spend, run_out = np.zeros(trials), np.full(trials, -1)
    by_month, tasks, outcomes = np.zeros((months, trials)), np.zeros(len(workloads)), np.zeros(len(workloads))
    for day in range(calendar.days):
        month, day_spend = calendar.month_of[day], np.zeros(trials)
        if day == calendar.month_starts[month]:
            for per_month, renewal in seats:
                day_spend += per_month * at_day(renewal, day)
        for index, workload in enumerate(workloads):
            _, route, stages, outcome, beside = [p for p in workload.policies if p[0] <= day][-1]
            lead = at_day(multipliers[lead_model(route)], day)
            count = rng.poisson(workload.demand_on(day, lead))
            tasks[index] += count.mean()
            outcomes[index] += (count * outcome).mean()
            day_spend += count * beside
            scale = workload.tokens * workload.tokens_growth ** (day / DAYS_PER_MONTH)
            for stage in stages:
                attempt = stage.attempt
                model = workload.model_of[id(attempt)]
                price = sum(share * plan["models"][model]["price"][k] for k, share in attempt.mix.items()) / 1e6
                price = price * prices * at_day(multipliers[model], day)
                made = count if np.all(stage.per_task == 1) else rng.binomial(count, np.minimum(stage.per_task, 1))
                day_spend += price * tokens_of_day(stage, made, scale, rng)
        before = spend
        spend = spend + day_spend
        by_month[month] += day_spend
        run_out[(run_out < 0) & (before < plan["budget"]["amount"]) & (spend >= plan["budget"]["amount"])] = day
    return calendar, spend, run_out, by_month, tasks, outcomes


def tokens_of_day(stage, made, scale, rng):
    """Tokens of the attempts of one stage and day: body by one gamma draw a trial, tail and runaways one by one."""
    attempt, trials = stage.attempt, len(made)
    tail = rng.binomial(made, 1 - stage.body_share)
    body = made - tail
    mean, variance = body * stage.body_mean, body * stage.body_variance
    some = body > 0
    total = np.zeros(trials)
    total[some] = rng.gamma(mean[some] ** 2 / variance[some]) * variance[some] / mean[some]
    total *= scale
    lane = np.repeat(np.arange(trials), tail)
    if len(lane):
        scores = ndtri(1 - TAIL * rng.random(len(lane)))
        tokens = attempt.scale[lane] * np.exp(attempt.sigma[lane] * scores) * scale[lane]
        total += np.bincount(lane, np.minimum(tokens, attempt.limit), trials)
    if attempt.runaway_share:
        lane = np.repeat(np.arange(trials), rng.binomial(made, attempt.runaway_share))
        if len(lane):
            factor = attempt.runaway_factor
            drawn = factor["min"] + rng.random(len(lane)) * (factor["max"] - factor["min"])
            usual = attempt.scale[lane] * np.exp(attempt.sigma[lane] * rng.standard_normal(len(lane))) * scale[lane]
            total += np.bincount(lane, np.minimum(usual * drawn, attempt.limit) - np.minimum(usual, attempt.limit), trials)
    return total


def main():
    default = Path(__file__).resolve().parents[2] / "shared/plan/templates/engineering.json"
    plan = json.loads(Path(sys.argv[1]).read_text() if len(sys.argv) > 1 else default.read_text())
    trials = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    started = time.perf_counter()
    calendar, spend, run_out, by_month, tasks, outcomes = simulate(plan, trials)
    seconds = time.perf_counter() - started
    ranked = np.sort(np.where(run_out < 0, calendar.days, run_out))
    median_day = int(ranked[trials // 2])
    print(
        json.dumps(
            {
                "trials": trials,
                "seconds": round(seconds, 2),
                "tasks": {k: round(v) for k, v in zip(plan["workloads"], tasks)},
                "outcomes": {k: round(v) for k, v in zip(plan["workloads"], outcomes)},
                "spend": {"mean": round(spend.mean()), **{f"p{p}": round(np.percentile(spend, p)) for p in (10, 50, 80, 90)}},
                "months": [round(m.mean()) for m in by_month],
                "runOut": {"never": float((run_out < 0).mean()), "p50": str(calendar.start + dt.timedelta(days=median_day))},
            }
        )
    )


if __name__ == "__main__":
    main()
