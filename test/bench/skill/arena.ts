import { keyOf, streamOf } from "#shared/random/random.ts";
import { crpsOfSample } from "#shared/statistics/scores.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { meanOf, type Rival } from "./rival.ts";

/** Use by the day, none left out. */
export interface Series {
  readonly name: string;
  readonly owner: string;
  /** Of the first day, 0 Sunday. */
  readonly weekday: number;
  readonly values: readonly number[];
}

/** One forecast of one origin. */
export interface Scored {
  readonly series: string;
  readonly owner: string;
  readonly crps: number;
  readonly held: readonly boolean[];
}

/** Central ranges that are counted. */
export const LEVELS = [0.5, 0.8, 0.95] as const;

/** Which forecasts are made: of how many days, from how many known days on, and days from one origin to the next. */
export interface Origins {
  readonly horizon: number;
  readonly leastKnown: number;
  readonly every: number;
}

/** All forecasts that a rival could have made, each of what was known then, scored. */
export function score({ forecast }: Rival, all: readonly Series[], { horizon, leastKnown, every }: Origins): Scored[] {
  return all.flatMap(({ name, owner, weekday, values }) => {
    const scored: Scored[] = [];
    for (let origin = leastKnown; origin + horizon <= values.length; origin += every) {
      const known = values.slice(0, origin);
      if (!known.some((value) => value > 0)) continue;
      const observed = values.slice(origin, origin + horizon).reduce((sum, value) => sum + value, 0);
      const sorted = forecast(known, horizon, weekday);
      const held = LEVELS.map(
        (level) =>
          sortedQuantile(sorted, (1 - level) / 2) <= observed && observed <= sortedQuantile(sorted, (1 + level) / 2),
      );
      scored.push({ series: name, owner, crps: crpsOfSample(sorted, observed), held });
    }
    return scored;
  });
}

export interface Row {
  readonly name: string;
  /** Mean over owners of CRPS ÷ the first method's, and its 90% interval over owners. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Share of the ranges that held, each owner weighing the same. */
  readonly held: readonly number[];
}

const ROUNDS = 2_000;

/** A row of the table: CRPS against the first method's by owner, with a bootstrap over owners. */
export function rowOf(name: string, scored: readonly Scored[], first: readonly Scored[]): Row {
  const owners = [...new Set(scored.map(({ owner }) => owner))];
  const of = (all: readonly Scored[], owner: string): Scored[] => all.filter((one) => one.owner === owner);
  const crps = (all: readonly Scored[]): number => meanOf(all.map((one) => one.crps));
  const ratios = owners.map((owner) => crps(of(scored, owner)) / crps(of(first, owner)));
  const random = streamOf(keyOf(7));
  const means = Float64Array.from({ length: ROUNDS }, () =>
    meanOf(owners.map(() => ratios[Math.floor(random() * owners.length)]!)),
  ).sort();
  return {
    name,
    ratio: meanOf(ratios),
    low: sortedQuantile(means, 0.05),
    high: sortedQuantile(means, 0.95),
    held: LEVELS.map((_, l) =>
      meanOf(owners.map((owner) => meanOf(of(scored, owner).map(({ held }) => Number(held[l]))))),
    ),
  };
}
