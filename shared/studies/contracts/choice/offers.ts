import {
  contractPresets,
  presetEvidence,
  PRESET_CURRENCY,
  type ContractPreset,
} from "#shared/plan/presets/contractPresets.ts";
import type { Commitment, Plan, Seats } from "#shared/plan/schema/plan.ts";

/** Seats as a seller offers them: whose use they cover, and how many there are, is what is looked for. */
export type SeatsTerms = Omit<Seats, "count" | "covers" | "owner" | "split" | "included"> & {
  readonly name: string;
  readonly included: NonNullable<Seats["included"]>;
};

/** A commitment as a seller offers it; the amount and its term are what is looked for. */
export type CommitmentTerms = Pick<Commitment, "paid"> & { readonly name: string; readonly discount: number };

/** An offer of seats that can be chosen, and where it comes from. */
export interface SeatsOffer {
  /** Id of a preset or of seats of the plan. */
  readonly id: string;
  readonly terms: SeatsTerms;
}

/** Contracts that can be compared in a plan: by kind, those of the plan first. */
export interface Offers {
  readonly pool: readonly SeatsOffer[];
  readonly person: readonly SeatsOffer[];
  readonly commitment: CommitmentTerms;
  /** The plan lacks a rate of the presets' currency, so that none of them is offered. */
  readonly lacksRate: boolean;
}

/** Discount that is tried where the plan has no commitment. */
export const USUAL_DISCOUNT = 0.1;

/** The workloads that are asked about at first: those that seats cover; of a plan without seats all. */
export function usualWorkloads({ workloads, seats = {} }: Plan): string[] {
  const covered = new Set(Object.values(seats).flatMap(({ covers = [] }) => covers));
  const all = Object.keys(workloads);
  return covered.size === 0 ? all : all.filter((id) => covered.has(id));
}

/** Preset that leads its kind, as most companies have it. */
const USUAL: readonly string[] = ["copilot-business", "cursor-teams"];

/** The offers that a plan can compare. */
export function offersOf(plan: Plan): Offers {
  const lacksRate = plan.currency !== PRESET_CURRENCY && plan.currencies?.[PRESET_CURRENCY] === undefined;
  const own = Object.entries(plan.seats ?? {}).flatMap(([id, seats]): SeatsOffer[] => {
    const { count: _, covers: __, owner: ___, split: ____, included, ...terms } = seats;
    return included === undefined ? [] : [{ id, terms: { name: id, ...terms, included } }];
  });
  const presets = (lacksRate ? [] : contractPresets)
    .toSorted((one, other) => Number(USUAL.includes(other.id)) - Number(USUAL.includes(one.id)))
    .flatMap((preset): SeatsOffer[] => seatsOfPreset(plan, preset));
  const all = [...own, ...presets.filter(({ id }) => !own.some((seats) => seats.id === id))];
  return {
    pool: all.filter(({ terms }) => terms.included.share === "pool"),
    person: all.filter(({ terms }) => terms.included.share === "person"),
    commitment: commitmentOf(plan),
    lacksRate,
  };
}

function seatsOfPreset(plan: Plan, preset: ContractPreset): SeatsOffer[] {
  if (preset.kind !== "seats" || preset.seats.included === undefined) return [];
  const { included, ...terms } = preset.seats;
  const { value, grade } = preset.perMonth;
  return [
    {
      id: preset.id,
      terms: {
        name: preset.name,
        perMonth: { value, evidence: presetEvidence(preset, grade) },
        ...(plan.currency === PRESET_CURRENCY ? {} : { currency: PRESET_CURRENCY }),
        ...terms,
        included,
      },
    },
  ];
}

/** The terms of the plan's first commitment whose amount is a matter of choice; else the usual discount. */
function commitmentOf({ commitments = {} }: Plan): CommitmentTerms {
  const own = Object.entries(commitments).find(([, commitment]) => isSought(commitment));
  if (own === undefined) return { name: "Commitment", discount: USUAL_DISCOUNT };
  const [id, { name = id, discount = 0, paid }] = own;
  return { name, discount, ...(paid === undefined ? {} : { paid }) };
}

/** Whether an amount can be too large or too small: list prices beyond it, and what is left is lost. */
function isSought({ discount = 0, beyond, unused, otherSpend }: Commitment): boolean {
  return discount > 0 && beyond !== "discounted" && unused !== "rolls" && otherSpend === undefined;
}

/** Whether a commitment can be compared: a plan whose year has no whole month that is open has no term for one. */
export function isCommitmentOffered({ fiscalYear, actuals }: Plan): boolean {
  return fiscalYear.months - (actuals?.months.length ?? 0) > 1;
}
