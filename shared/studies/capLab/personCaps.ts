import { shareBeyond } from "#shared/distributions/personUse.ts";
import { significant } from "#shared/format/digits.ts";
import type { ResolvedPlan, ResolvedUserCap } from "#shared/plan/resolved.ts";
import type { ResolvedSeats } from "#shared/plan/resolving/resolvedContracts.ts";
import { resolveUserCap } from "#shared/plan/resolving/resolvePolicies.ts";
import type { UserCap } from "#shared/plan/schema/plan.ts";
import { mean } from "#shared/statistics/moments.ts";
import type { StudyContext } from "#shared/studies/study.ts";
import type { CapLab, MonthAction } from "./answer.ts";
import { withPolicy } from "./oneWorkload.ts";
import { bests, samplesPoint, type MeasuredPoint } from "./points.ts";

const TRIALS = 600;
/** Multiples of what a person uses a month on average. */
const SIZES = [0.5, 1, 1.5, 2, 3, 5];

/**
 * The year of a plan's only workload under caps a person of several sizes, by simulation, and the share of people whom
 * each touches in a month.
 *
 * @param planned the plan's own cap; null: none
 * @param action what happens at a cap; undefined: what the plan says, or else that work stops
 */
export async function personCapLab(
  resolved: ResolvedPlan,
  planned: UserCap | null,
  action: MonthAction | undefined,
  { simulate, reportProgress }: StudyContext,
): Promise<CapLab> {
  const does = action ?? planned ?? { atCap: "block" };
  const own = planned === null ? null : resolveUserCap(planned);
  const rules = resolveUserCap(userCapOf(planned, does, planned?.perMonth ?? 0))!;
  reportProgress(0, SIZES.length + 2);
  const use = await freeUse(resolved, simulate);
  const measure = async (perMonth: number | null): Promise<MeasuredPoint> => {
    const samples = await simulate(withCap(resolved, perMonth === null ? null : { ...rules, perMonth }), TRIALS);
    const workload = samples.workloads[0]!;
    const measured = samplesPoint(perMonth, workload, samples.months);
    const touched = perMonth === null ? 0 : touchedBy(use, perMonth);
    return { ...measured, point: { ...measured.point, acts: null, touched } };
  };
  const sizes = sizesOf(use, own);
  const measured: MeasuredPoint[] = [];
  for (const size of [...sizes, null]) {
    reportProgress(measured.length + 1, sizes.length + 2);
    measured.push(await measure(size));
  }
  const isPlanned = planned === null || isSameAction(does, planned);
  const present = !isPlanned ? null : own === null ? sizes.length : sizes.indexOf(own.perMonth);
  return {
    cap: "person",
    unit: "money",
    action: { atCap: does.atCap, ...(does.fallback === undefined ? {} : { fallback: does.fallback }) },
    present,
    ...bests(measured, present),
    lag: null,
    trials: TRIALS,
  };
}

/** A cap a person of another size and with another action; who is let through stays as planned. */
export function userCapOf(planned: UserCap | null, { atCap, fallback }: MonthAction, perMonth: number): UserCap {
  const { fallback: _, ...rest } = planned ?? {};
  return {
    ...rest,
    perMonth,
    atCap: atCap === "degrade" ? "degrade" : "block",
    ...(atCap === "degrade" && fallback !== undefined ? { fallback } : {}),
  };
}

function isSameAction(a: MonthAction, b: UserCap): boolean {
  return a.atCap === b.atCap && JSON.stringify(a.fallback) === JSON.stringify(b.fallback);
}

/** What people would use without a cap: by month and trial, use and people. */
interface FreeUse {
  readonly usage: readonly Float64Array[];
  readonly people: readonly Float64Array[];
  readonly spread: number;
}

/** Simulates the workload without its cap; a seat for each person, at a price of 1, counts them. */
async function freeUse(resolved: ResolvedPlan, simulate: StudyContext["simulate"]): Promise<FreeUse> {
  const [workload] = resolved.workloads;
  const counting: ResolvedSeats = {
    id: "people",
    name: "people",
    count: 0,
    countOf: workload!.id,
    rate: 1,
    perMonth: 1,
    currency: null,
    isYearly: false,
    addOnly: false,
    tax: 0,
    covers: [],
    included: null,
    overageUpTo: Infinity,
    overageRate: 1,
    renewal: null,
    split: "use",
  };
  const free = withCap(resolved, null);
  const { contracts } = await simulate({ ...free, seats: [counting], commitments: [] }, TRIALS);
  const months = resolved.monthStarts.length - 1;
  const open = resolved.actuals?.months ?? 0;
  const of = (column: (place: number, month: number) => Float64Array): Float64Array[] =>
    Array.from({ length: months - open }, (_, month) => column(0, open + month));
  return {
    usage: of(contracts!.costMonths!.workloads),
    people: of(contracts!.costMonths!.seats),
    spread: workload!.demand.userSpread,
  };
}

/** Without the contracts that would pay for it: a cap counts usage cost. */
function withCap(resolved: ResolvedPlan, userCap: ResolvedUserCap | null): ResolvedPlan {
  const capped = withPolicy(resolved, (policy) => ({ ...policy, userCap }));
  return { ...capped, saysContracts: true, seats: [], commitments: [], costCentres: [] };
}

/** Share of people who would use more than the cap in a month: mean over months and simulated years. */
function touchedBy({ usage, people, spread }: FreeUse, perMonth: number): number {
  let sum = 0;
  let count = 0;
  for (const [month, used] of usage.entries())
    for (let t = 0; t < used.length; t++) {
      const n = Math.max(1, people[month]![t]!);
      sum += shareBeyond(used[t]! / n, perMonth, n, spread);
      count++;
    }
  return count === 0 ? 0 : sum / count;
}

/** Multiples of what a person uses a month on average, and the plan's own. */
function sizesOf({ usage, people }: FreeUse, own: ResolvedUserCap | null): number[] {
  const each = mean(usage.map((used, month) => mean(used.map((money, t) => money / Math.max(1, people[month]![t]!)))));
  const sizes = [...SIZES.map((size) => round(size * each)), ...(own === null ? [] : [own.perMonth])];
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** Two digits, and cents where a person uses little. */
function round(amount: number): number {
  return Math.max(0.01, significant(amount, 2));
}
