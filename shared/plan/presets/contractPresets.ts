import { epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";
import { formatFullDate } from "#shared/format/dates.ts";
import { setAt, type PlanEdit } from "#shared/plan/edits/edits.ts";
import { freshId } from "#shared/plan/ids.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Evidence, Plan, Uncertain } from "#shared/plan/schema/plan.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import file from "./contractPresets.json" with { type: "json" };

/**
 * Real contracts as dated data: what a seller publishes, where it was read and when. A preset is taken over in one
 * step; every field of it can be changed afterwards.
 */

type Seats = NonNullable<Plan["seats"]>[string];
type Commitment = NonNullable<Plan["commitments"]>[string];

/** A figure of a preset and how well it is known. */
interface Figure {
  readonly value: number;
  readonly grade: Evidence["grade"];
}

interface PresetHead {
  readonly id: string;
  readonly name: string;
  readonly seller: string;
  /** Address of the page, and the day (ISO 8601) of its reading. */
  readonly source: string;
  readonly date: string;
  /** What the contract says, in a sentence without its full stop. */
  readonly terms: string;
}

export type ContractPreset = PresetHead &
  (
    | {
        readonly kind: "seats";
        /** US dollars a seat and month. */
        readonly perMonth: Figure;
        readonly seats: Omit<Seats, "count" | "perMonth" | "name" | "currency" | "covers">;
      }
    | {
        readonly kind: "commitment";
        /** Length of the term, and what is committed to, in US dollars. */
        readonly months: number;
        readonly amount: Figure;
        readonly commitment: Omit<Commitment, "covers" | "amount" | "from" | "until" | "name">;
      }
    | {
        readonly kind: "terms";
        readonly models: {
          readonly markup: Figure;
          /** What the name of a model must contain to bear the surcharge; absent: all bear it. */
          readonly markupOf?: string;
          readonly tiers?: Readonly<Record<string, number>>;
        };
      }
  );

/** All contracts that can be chosen by name. */
export const contractPresets: readonly ContractPreset[] = file.presets as readonly ContractPreset[];

/** The currency of the presets. */
export const PRESET_CURRENCY = "USD";

/** "list of November 29, 2026". */
export function presetDay({ date }: Pick<ContractPreset, "date">): string {
  return `list of ${formatFullDate(epochDayOf(date))}`;
}

/** The evidence that figures of a preset carry; the name leads, so that the preset is found again. */
export function presetEvidence({ name, source, date }: ContractPreset, grade: Evidence["grade"]): Evidence {
  return { grade, source: `${name}, ${source}`, date };
}

/** The preset that a contract was taken from, by the evidence of its fee or amount; null: none. */
export function presetOf(evidence: Evidence | null): ContractPreset | null {
  const source = evidence?.source;
  if (source === undefined) return null;
  return contractPresets.find((preset) => source === presetEvidence(preset, "guessed").source) ?? null;
}

/** Whether a preset needs a rate that the plan has not: its currency is neither the plan's nor among its rates. */
export function needsRate(plan: Plan): boolean {
  return plan.currency !== PRESET_CURRENCY && plan.currencies?.[PRESET_CURRENCY] === undefined;
}

/**
 * The plan with a preset taken over, in one step, and the id of the new contract (of terms: none). `rate` is money of
 * the plan for a dollar, for a plan that has none yet (`needsRate`). Seats follow the people of the first workload that
 * no contract covers yet; without such a workload they include nothing and count one seat.
 */
export function applyContractPreset(
  plan: Plan,
  preset: ContractPreset,
  rate?: number,
): PlanEdit & { readonly id: string | null } {
  const rated = rate === undefined ? plan : setAt(plan, pointerOf(["currencies", PRESET_CURRENCY, "rate"]), rate);
  if (needsRate(rated) && preset.kind !== "terms") throw new Error(`The plan has no rate of ${PRESET_CURRENCY}.`);
  const made = (changed: Plan, id: string | null): PlanEdit & { readonly id: string | null } => ({
    id,
    name: `add ${preset.name}`,
    plan: inItsVersion(changed, plan),
  });
  switch (preset.kind) {
    case "seats": {
      const id = freshId(preset.name, plan.seats ?? {});
      return made(setAt(rated, pointerOf(["seats", id]), seatsFrom(rated, preset)), id);
    }
    case "commitment": {
      const id = freshId(preset.name, plan.commitments ?? {});
      return made(setAt(rated, pointerOf(["commitments", id]), commitmentFrom(rated, preset)), id);
    }
    case "terms":
      return made(withTerms(rated, preset), null);
  }
}

function figureOf(preset: ContractPreset, { value, grade }: Figure): Uncertain {
  return { value, evidence: presetEvidence(preset, grade) };
}

function seatsFrom(plan: Plan, preset: ContractPreset & { readonly kind: "seats" }): Seats {
  const { included, overage, rate, ...terms } = preset.seats;
  const [workload] = uncovered(plan);
  // An allowance needs work that it covers.
  const covered = included !== undefined && workload !== undefined;
  return {
    name: preset.name,
    count: workload === undefined ? 1 : { of: workload },
    perMonth: figureOf(preset, preset.perMonth),
    ...(plan.currency === PRESET_CURRENCY ? {} : { currency: PRESET_CURRENCY }),
    ...terms,
    ...(covered
      ? {
          covers: [workload],
          included,
          ...(overage === undefined ? {} : { overage }),
          ...(rate === undefined ? {} : { rate }),
        }
      : {}),
  };
}

/** Workloads that neither seats nor commitments by workload cover. */
function uncovered({ workloads, seats = {}, commitments = {} }: Plan): string[] {
  const taken = new Set([
    ...Object.values(seats).flatMap(({ covers = [] }) => covers),
    ...Object.values(commitments).flatMap(({ covers }) => ("workloads" in covers ? covers.workloads : [])),
  ]);
  return Object.keys(workloads).filter((id) => !taken.has(id));
}

function commitmentFrom(plan: Plan, preset: ContractPreset & { readonly kind: "commitment" }): Commitment {
  const start = epochDayOf(plan.fiscalYear.start);
  // A term begins with a month, a fiscal year may not.
  const from = isoDateOf(start).endsWith("-01") ? start : firstOfMonth(start, 1);
  const rate = plan.currency === PRESET_CURRENCY ? 1 : plan.currencies![PRESET_CURRENCY]!.rate;
  return {
    name: preset.name,
    covers: coversFrom(plan),
    amount: Math.round(preset.amount.value * rate),
    from: isoDateOf(from),
    until: isoDateOf(firstOfMonth(from, preset.months)),
    ...preset.commitment,
  };
}

/** What no other commitment covers; where all is covered, all models again, with a note in the plan. */
function coversFrom({ models, commitments = {}, workloads }: Plan): Commitment["covers"] {
  const covers = Object.values(commitments).map((one) => one.covers);
  const byWorkloads = covers.some((one) => "workloads" in one);
  const taken = new Set(covers.flatMap((one) => ("workloads" in one ? one.workloads : one.models)));
  const all = Object.keys(byWorkloads ? workloads : models);
  const rest = all.filter((id) => !taken.has(id));
  const ids = rest.length === 0 ? all : rest;
  return byWorkloads ? { workloads: ids } : { models: ids };
}

function withTerms(plan: Plan, preset: ContractPreset & { readonly kind: "terms" }): Plan {
  const { markup, markupOf = "", tiers = {} } = preset.models;
  return Object.entries(plan.models).reduce((changed, [id, { name = id }]) => {
    const marked = name.toLowerCase().includes(markupOf.toLowerCase())
      ? setAt(changed, pointerOf(["models", id, "terms", "markup"]), figureOf(preset, markup))
      : changed;
    return Object.entries(tiers).reduce(
      (priced, [tier, factor]) => setAt(priced, pointerOf(["models", id, "price", "tiers", tier]), factor),
      marked,
    );
  }, plan);
}
