import { certainValue, isCertain } from "#shared/distributions/uncertain.ts";
import { isShareOfGroup } from "#shared/plan/headCount.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { ResolvedCommitment, ResolvedSeats } from "#shared/plan/resolving/resolvedContracts.ts";
import { LARGEST } from "#shared/plan/schema/parts.ts";
import { currencyIndex } from "./compileModel.ts";
import { asAmount, type DrawCompiler } from "./draws.ts";
import type { CompiledGroup } from "./compiled.ts";
import { compileUsers } from "./compileWorkload.ts";
import type { CompiledCentre, CompiledCommitment, CompiledContracts, CompiledSeats } from "./compiledContracts.ts";
import { useTable } from "#shared/distributions/personUse.ts";

/** The contracts of a plan; null: nothing in it changes what a day costs, and the year is what is used. */
export function compileContracts(
  plan: ResolvedPlan,
  people: readonly CompiledGroup[],
  draws: DrawCompiler,
): CompiledContracts | null {
  const workloadOf = (id: string): number => plan.workloads.findIndex((workload) => workload.id === id);
  const seats = plan.seats.map((one) => compileSeats({ plan, people, draws }, one));
  const commitments = plan.commitments.map((one) => compileCommitment(plan, one, draws));
  const centres = plan.costCentres.flatMap(({ id, monthCap }): CompiledCentre[] => {
    if (monthCap === null || monthCap.amount >= LARGEST) return [];
    const own = plan.workloads.flatMap(({ costCentre }, w) =>
      costCentre.length === 1 && costCentre[0]!.centre === id ? [w] : [],
    );
    const name = draws.nameOf(`${pointerOf(["costCentres", id])}/monthCap`);
    return own.length === 0 ? [] : [{ workloads: own, ...monthCap, name }];
  });
  const taxOf = Float64Array.from(plan.models, ({ terms }) => terms.tax);
  const hasTax = taxOf.some((tax) => tax > 0);
  const hasUserCap = plan.workloads.some(({ policies }) =>
    policies.some(({ userCap }) => userCap !== null && userCap.perMonth < LARGEST),
  );
  const isIdle =
    plan.seats.every(isIdleSeats) &&
    plan.commitments.every(isIdleCommitment) &&
    centres.length === 0 &&
    !hasTax &&
    !hasUserCap;
  if (isIdle) return null;
  const seatsOf = new Int32Array(plan.workloads.length).fill(-1);
  for (const [s, { covers }] of plan.seats.entries()) for (const id of covers) seatsOf[workloadOf(id)] = s;
  return {
    isCash: plan.budget.basis === "cash",
    taxIncluded: plan.budget.taxIncluded,
    seats,
    commitments,
    centres,
    seatsOf,
    taxOf,
    hasTax,
    asksModels: Array.from(seatsOf, (own) => hasTax || (own < 0 && commitments.some(({ byModels }) => byModels))),
  };
}

/** Seats that nobody holds and whose overage is plain use. */
function isIdleSeats({ count, countOf, included, overageUpTo, overageRate }: ResolvedSeats): boolean {
  const isNone = countOf === null && !isShareOfGroup(count) && isCertain(count) && certainValue(count) === 0;
  return isNone && (included === null || (overageUpTo === Infinity && overageRate === 1));
}

/** A commitment to nothing, whose use is charged as it is. */
function isIdleCommitment({ amount, beyond }: ResolvedCommitment): boolean {
  return amount === 0 && beyond === "list";
}

interface SeatsContext {
  readonly plan: ResolvedPlan;
  readonly people: readonly CompiledGroup[];
  readonly draws: DrawCompiler;
}

function compileSeats(context: SeatsContext, seats: ResolvedSeats): CompiledSeats {
  const { plan } = context;
  const { draw, dated } = context.draws;
  const at = pointerOf(["seats", seats.id]);
  const { included, rate } = seats;
  const workloadOf = (id: string): number => plan.workloads.findIndex((workload) => workload.id === id);
  const { users: count, group } = compileUsers(context, `${at}/count`, seats.count);
  return {
    count,
    group,
    countOf: seats.countOf === null ? -1 : workloadOf(seats.countOf),
    perMonth: draw(`${at}/perMonth`, seats.perMonth, asAmount),
    rate,
    currency: currencyIndex(plan, seats.currency),
    isYearly: seats.isYearly,
    addOnly: seats.addOnly,
    tax: seats.tax,
    covers: seats.covers.map(workloadOf),
    included:
      included === null
        ? null
        : {
            amount: included.amount * rate,
            isPool: included.share === "pool",
            isByTerm: included.reset === "term",
            use: included.share === "pool" ? null : useTable(included.userSpread),
          },
    upTo: seats.overageUpTo * rate,
    overageRate: seats.overageRate,
    renewal: seats.renewal === null ? null : dated(seats.renewal),
  };
}

function compileCommitment(
  plan: ResolvedPlan,
  commitment: ResolvedCommitment,
  { draw }: DrawCompiler,
): CompiledCommitment {
  const { covers, discount, beyond } = commitment;
  const all: readonly { readonly id: string }[] = covers.by === "models" ? plan.models : plan.workloads;
  const { amount, fromDay, untilDay, monthDays, paid } = commitment;
  return {
    byModels: covers.by === "models",
    covers: covers.ids.map((id) => all.findIndex((one) => one.id === id)),
    amount,
    fromDay,
    untilDay,
    monthDays,
    drawnRate: 1 - discount,
    beyondRate: beyond === "list" ? 1 : 1 - discount,
    paid,
    rolls: commitment.unused === "rolls",
    otherSpend: draw(`${pointerOf(["commitments", commitment.id])}/otherSpend`, commitment.otherSpend, asAmount),
  };
}
