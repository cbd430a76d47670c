import { gammaDraw } from "#shared/distributions/gamma.ts";
import { poissonQuantile } from "#shared/distributions/poisson.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, streamOf, under } from "#shared/random/random.ts";
import type { Series } from "./arena.ts";

interface World {
  readonly name: string;
  readonly mean: number;
  readonly monthlySd: number;
  readonly persistence: number;
  /** Squared coefficient of variation of a day around its level. */
  readonly dispersion: number;
  readonly breaks: number;
}

/** From the calm to the wild, each as section 3.2 of MODEL.md draws demand. */
const WORLDS: readonly World[] = [
  { name: "calm", mean: 400, monthlySd: 0.06, persistence: 0.9, dispersion: 0.01, breaks: 0 },
  { name: "ordinary", mean: 200, monthlySd: 0.15, persistence: 0.9, dispersion: 0.1, breaks: 0 },
  { name: "moving", mean: 60, monthlySd: 0.35, persistence: 0.9, dispersion: 0.5, breaks: 0 },
  { name: "wild", mean: 30, monthlySd: 0.7, persistence: 0.9, dispersion: 1.5, breaks: 0 },
  { name: "breaks", mean: 60, monthlySd: 0.15, persistence: 0.9, dispersion: 0.5, breaks: 0.12 },
];
const EACH = 30;
const DAYS = 240;
const MONTH = 30;

/** Series of known truth; the worlds stand for owners. */
export function plantedSeries(): Series[] {
  return WORLDS.flatMap((world) =>
    Array.from({ length: EACH }, (_, seed) => ({
      name: `${world.name} ${seed}`,
      owner: world.name,
      weekday: 0,
      values: seriesOf(world, seed),
    })),
  );
}

function seriesOf({ name, mean, monthlySd, persistence, dispersion, breaks }: World, seed: number): number[] {
  const random = streamOf(under(keyOf(seed + 1), name));
  let y = (monthlySd / Math.sqrt(1 - persistence ** 2)) * normalQuantile(random());
  let level = 0;
  const values: number[] = [];
  for (let day = 0; day < DAYS; day++) {
    if (day > 0 && day % MONTH === 0) {
      y = persistence * y + monthlySd * normalQuantile(random());
      if (random() < breaks) level += 1.2 * normalQuantile(random());
    }
    const weekend = day % 7 === 0 || day % 7 === 6;
    const rate = mean * Math.exp(y + level) * (weekend ? 0.15 : 1);
    values.push(poissonQuantile(random(), rate * gammaDraw(1 / dispersion, random) * dispersion));
  }
  return values;
}
