import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { StudyContext } from "#shared/studies/study.ts";
import { mean } from "#shared/statistics/moments.ts";
import { freshId } from "#shared/plan/ids.ts";
import { cheapestCount, cheapestQuantile, type CheapestSize } from "./cheapest.ts";
import type { ContractOption } from "./option.ts";
import { commitmentCost, meteredCost, mostSeats, seatsCost, type CostedSeats } from "./costs.ts";
import { isCommitmentOffered, type CommitmentTerms, type SeatsOffer } from "./offers.ts";
import { coveredBy, seatsIdOf, withShared, type SeatsChoice } from "./optionPlans.ts";
import { simulateOptions, type SimulatedOption } from "./simulateOptions.ts";
import { meteredUse, type MeteredUse } from "./usage.ts";

export interface ContractChoiceQuestion {
  readonly plan: Plan;
  /** Null: the plan itself. */
  readonly scenario: string | null;
  /** Workloads, by id, whose contracts are chosen: at least one. Those that share seats with them are chosen along. */
  readonly workloads: readonly string[];
  /** Seats with a pool, and with an allowance a person; null: not asked about. */
  readonly pool: SeatsOffer | null;
  readonly person: SeatsOffer | null;
  /** Null: not asked about. */
  readonly commitment: CommitmentTerms | null;
}

export interface ContractChoice {
  readonly trials: number;
  /** Workloads whose contracts are chosen, by id: those asked about and what shares seats with them. */
  readonly workloads: readonly string[];
  /** What is planned first, then in the order of `OptionKind`. */
  readonly options: readonly (ContractOption & SimulatedOption)[];
  /** Kinds of which the best size is nothing: use at list price costs less than any of them. */
  readonly none: readonly ("pool" | "person" | "commitment")[];
}

/** Simulated years of each forecast. They cover the range of every unknown evenly, so a mean does the work of many more. */
const TRIALS = 2_000;
/** Workloads up to which every way of dividing them is tried. */
const MOST_DIVIDED = 4;

/**
 * Which contract costs least for some workloads: seats with a pool, seats with an allowance a person, prices by use
 * with a commitment, or seats for some and a commitment for the rest, each with the number or the amount that costs
 * least. What is used is simulated once, and hangs on no contract, because in every option all work is done: sizes are
 * searched on that use, and what is found is then simulated with its contracts like any plan.
 */
export async function contractChoiceStudy(
  question: ContractChoiceQuestion,
  { simulate, reportProgress }: StudyContext,
): Promise<ContractChoice> {
  const { scenario } = question;
  const { scenarios: _, ...plan } = scenario === null ? question.plan : applyScenario(question.plan, scenario);
  const shared = withShared(plan, question.workloads);
  if (shared.length === 0) throw new Error("no workload was named");
  reportProgress(0, 1);
  const offers = seatsOffers(plan, shared, question);
  const use = await meteredUse(plan, shared, offers, simulate, TRIALS);
  const workloads = leadFirst(shared, use);
  const found = findOptions(plan, workloads, question, use, offers);
  const options = await simulateOptions(plan, workloads, found.options, {
    simulate,
    trials: TRIALS,
    onOption: (done) => reportProgress(1 + done, 1 + found.options.length),
  });
  // Where what is offered is what is planned, one row says it.
  const apart = options.filter(({ difference }) => difference?.same !== 1);
  return { trials: use.trials, workloads, options: apart, none: found.none };
}

interface KindOfSeats {
  readonly kind: "pool" | "person";
  readonly id: string;
  readonly terms: SeatsOffer["terms"];
}

function seatsOffers(
  plan: Plan,
  workloads: readonly string[],
  { pool, person }: ContractChoiceQuestion,
): KindOfSeats[] {
  const isClosed = plan.actuals !== undefined;
  const offers = [
    { kind: "pool", offer: pool },
    { kind: "person", offer: person },
  ] as const;
  return offers.flatMap(({ kind, offer }) => {
    // A term that is half over has an allowance that nobody knows.
    if (offer === null || (isClosed && offer.terms.included.reset === "term")) return [];
    return [{ kind, id: seatsIdOf(plan, workloads, offer.id, offer.terms), terms: offer.terms }];
  });
}

/** The workloads, the one with most people first: they have the seats. */
function leadFirst(workloads: readonly string[], { people, openMonth }: MeteredUse): string[] {
  const peopleOf = (id: string): number => mean(people[id]![openMonth] ?? people[id]!.at(-1)!);
  return workloads.toSorted((one, other) => peopleOf(other) - peopleOf(one));
}

interface FoundOptions {
  readonly options: readonly ContractOption[];
  readonly none: ContractChoice["none"];
}

function findOptions(
  plan: Plan,
  workloads: readonly string[],
  { commitment: terms }: ContractChoiceQuestion,
  use: MeteredUse,
  offers: readonly KindOfSeats[],
): FoundOptions {
  const bare = { seats: null, count: null, commitment: null, amount: null };
  const options: ContractOption[] = [
    { kind: "planned", ...bare },
    { kind: "metered", ...bare },
  ];
  const none: ContractChoice["none"][number][] = [];
  for (const { kind, id, terms: seatsTerms } of offers) {
    const seats = { id, terms: seatsTerms, covers: workloads };
    const count = bestCount(plan, use, seats);
    options.push({ ...bare, kind: `${kind}Each`, seats: { ...seats, count: null } });
    if (count.size > 0) options.push({ ...bare, kind, seats: { ...seats, count: count.size }, count });
    else none.push(kind);
  }
  const amountFor = (seated: readonly string[]): CommitmentOption | null =>
    terms === null || !isCommitmentOffered(plan) ? null : bestAmount(plan, workloads, use, terms, seated);
  const whole = amountFor([]);
  if (whole !== null && whole.amount.size > 0) options.push({ ...bare, kind: "commitment", ...whole.chosen });
  else if (terms !== null) none.push("commitment");
  const mix = cheapestMix(plan, workloads, use, offers, amountFor);
  if (mix !== null) options.push({ ...mix, kind: "mix" });
  return { options, none };
}

function costed(plan: Plan, { id, terms, covers }: Omit<SeatsChoice, "count">): CostedSeats {
  return { id, terms, covers, userSpread: plan.workloads[covers[0]!]!.demand.userSpread ?? 0 };
}

function bestCount(plan: Plan, use: MeteredUse, seats: Omit<SeatsChoice, "count">): CheapestSize {
  const own = costed(plan, seats);
  return cheapestCount(seatsCost(use, own), mostSeats(use, own));
}

interface CommitmentOption {
  readonly amount: CheapestSize;
  /** Mean of what it changes of the year's cost. */
  readonly change: number;
  readonly chosen: Pick<ContractOption, "commitment" | "amount">;
}

/** The cheapest amount for what these workloads use without those that have seats. */
function bestAmount(
  plan: Plan,
  workloads: readonly string[],
  use: MeteredUse,
  terms: CommitmentTerms,
  seated: readonly string[],
): CommitmentOption {
  const covers = coveredBy(plan, workloads);
  const all = "models" in covers ? Object.keys(plan.workloads) : covers.workloads;
  const { needs, level, change } = commitmentCost(
    use,
    all.filter((id) => !seated.includes(id)),
    terms.discount,
  );
  const amount = cheapestQuantile(needs, level);
  const id = freshId(terms.name, plan.commitments ?? {});
  const size = Math.round(amount.size);
  return {
    amount: { ...amount, size },
    change: mean(change(size)),
    chosen: { commitment: { id, terms, amount: size }, amount: { ...amount, size } },
  };
}

/** Seats for some of the workloads and a commitment for what the others use: the cheapest way to divide them. */
function cheapestMix(
  plan: Plan,
  workloads: readonly string[],
  use: MeteredUse,
  offers: readonly KindOfSeats[],
  amountFor: (seated: readonly string[]) => CommitmentOption | null,
): Omit<ContractOption, "kind"> | null {
  let cheapest: { readonly cost: number; readonly option: Omit<ContractOption, "kind"> } | null = null;
  for (const seated of divisions(workloads)) {
    const commitment = amountFor(seated);
    if (commitment === null || !(commitment.amount.size > 0)) continue;
    const others = workloads.filter((id) => !seated.includes(id));
    const rest = mean(meteredCost(use, others)) + commitment.change;
    for (const { id, terms } of offers) {
      const seats = { id, terms, covers: seated };
      const costOf = seatsCost(use, costed(plan, seats));
      const count = bestCount(plan, use, seats);
      const each = rest + mean(costOf(null));
      const best = count.size > 0 ? rest + mean(costOf(count.size)) : Infinity;
      const cost = Math.min(each, best);
      if (cheapest !== null && cheapest.cost <= cost) continue;
      cheapest = {
        cost,
        option:
          best < each
            ? { ...commitment.chosen, seats: { ...seats, count: count.size }, count }
            : { ...commitment.chosen, seats: { ...seats, count: null }, count: null },
      };
    }
  }
  return cheapest?.option ?? null;
}

/** Ways to give seats to some of the workloads and none to the others; of many, one after the other in their order. */
function divisions(workloads: readonly string[]): string[][] {
  if (workloads.length > MOST_DIVIDED) return workloads.slice(0, -1).map((_, i) => workloads.slice(0, i + 1));
  return Array.from({ length: 2 ** workloads.length - 2 }, (_, i) =>
    workloads.filter((__, place) => ((i + 1) >> place) % 2 === 1),
  );
}
