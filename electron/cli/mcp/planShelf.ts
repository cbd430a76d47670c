import { basename } from "node:path";
import { runForecast } from "#shared/engine/schedule.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { canonicalJson } from "#shared/plan/canonical.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { anyOf } from "#shared/plan/schema/describe.ts";
import { openEnginePool } from "#electron/host/engine/enginePool.ts";
import { Ended } from "#electron/cli/ended.ts";
import { forecastedFrom, preparePlan, type Forecasted } from "#electron/cli/forecast/forecastRun.ts";

/** Refuses a request of an agent in one sentence: it asked for something that is not there, or that cannot be. */
export class Refused extends Error {}

/** The length and seed of a run, as a request may state them. */
export interface RunChoice {
  readonly trials: number;
  readonly seed: number;
}

/** The plans that the person named when the server was started, and their forecasts, kept while it runs. */
export interface PlanShelf {
  /** What requests call the plans. */
  readonly names: readonly string[];
  /** The path of a plan. Throws `Refused`. */
  pathOf(name: string | undefined): string;
  /** A forecast of a plan as its file stands now. Throws `Refused`. */
  forecast(name: string | undefined, scenario: string | null, run: RunChoice): Promise<Forecasted>;
  /** The samples of a changed plan. Throws `Refused`. */
  samples(plan: ResolvedPlan, run: RunChoice): Promise<Samples>;
  close(): Promise<void>;
}

/** Forecasts that are kept; the oldest goes first. */
const CACHE_SIZE = 16;

/** Opens the shelf. Plans of one file name are numbered: "plan.json", "plan.json (2)". */
export function openPlanShelf(paths: readonly string[], workers: number): PlanShelf {
  const pool = openEnginePool(workers);
  const cache = new Map<string, Promise<Forecasted>>();
  const byName = new Map<string, string>();
  for (const path of paths) {
    const name = basename(path);
    let own = name;
    for (let i = 2; byName.has(own); i++) own = `${name} (${i})`;
    byName.set(own, path);
  }
  const names = [...byName.keys()];

  const pathOf = (name: string | undefined): string => {
    const wanted = name ?? (names.length === 1 ? names[0]! : null);
    if (wanted === null) throw new Refused(`Say which plan: ${anyOf(names)}.`);
    const path = byName.get(wanted);
    if (path === undefined) throw new Refused(`There is no plan "${wanted}". There is ${anyOf(names)}.`);
    return path;
  };

  const samples = async (plan: ResolvedPlan, { trials, seed }: RunChoice): Promise<Samples> => {
    const end = await runForecast({ pool, plan, seed, trials });
    if (end.status === "done") return end.result;
    throw new Refused(end.status === "failed" ? `The simulation failed: ${end.message}.` : "The run was stopped.");
  };

  const simulate = async (path: string, scenario: string | null, { trials, seed }: RunChoice): Promise<Forecasted> => {
    const prepared = refusing(() => preparePlan({ planPath: path, scenario }));
    const key = canonicalJson({ hash: prepared.hash, scenario, trials, seed });
    const known = cache.get(key);
    if (known !== undefined) return known;
    const made = samples(prepared.resolved, { trials, seed }).then((found) => forecastedFrom(prepared, found, seed));
    cache.set(key, made);
    made.catch(() => cache.delete(key));
    if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value!);
    return made;
  };

  return {
    names,
    pathOf,
    forecast: (name, scenario, run) => simulate(pathOf(name), scenario, run),
    samples,
    close: () => pool.close(),
  };
}

/** Turns what ends a command line into what refuses a request: the server lives on. */
export function refusing<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof Ended) throw new Refused(error.lines.join("\n"));
    throw error;
  }
}
