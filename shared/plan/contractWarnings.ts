import { isCertain, certainValue } from "#shared/distributions/uncertain.ts";
import { formatFullDate } from "#shared/format/dates.ts";
import { epochDayOf, firstOfMonth } from "#shared/units.ts";
import { pointerOf } from "./pointer.ts";
import type { Attempt, Plan } from "#shared/plan/schema/plan.ts";

/** A sentence on contracts that are sound but may mislead, and the place in the plan. */
export interface ContractWarning {
  readonly pointer: string;
  readonly sentence: string;
}

/** Warnings about contracts: money of a commitment that the plan does not see, and successors with fewer prices. */
export function contractWarnings(plan: Plan): ContractWarning[] {
  return [...endsBeyond(plan), ...successorsWithFewerPrices(plan)];
}

/** Commitments that end after the plan: what is left then is not counted as lost. */
function endsBeyond({ commitments = {}, fiscalYear }: Plan): ContractWarning[] {
  const end = firstOfMonth(epochDayOf(fiscalYear.start), fiscalYear.months);
  return Object.entries(commitments).flatMap(([id, { name = id, until, unused = "lost" }]) =>
    unused === "rolls" || epochDayOf(until) <= end
      ? []
      : [
          {
            pointer: pointerOf(["commitments", id, "until"]),
            sentence: `${name} ends after the plan; what is left on ${formatFullDate(end - 1)} is not counted as lost.`,
          },
        ],
  );
}

/** Successors without the prices for long context or the tiers of service that work of the retired model uses. */
function successorsWithFewerPrices(plan: Plan): ContractWarning[] {
  return Object.entries(plan.models).flatMap(([id, { name = id, retires }]): ContractWarning[] => {
    if (retires === undefined || retires.probability === 0) return [];
    const next = plan.models[retires.successor];
    if (next === undefined) return [];
    const attempts = attemptsThatMove(plan, id, retires.successor);
    const pointer = pointerOf(["models", id, "retires", "successor"]);
    const nextName = next.name ?? retires.successor;
    const isLong = attempts.some(usesLongContext) && next.price.long === undefined;
    const missing = [...new Set(attempts.flatMap(({ served = {} }) => tiersInUse(served)))].filter(
      (tier) => next.price.tiers?.[tier] === undefined,
    );
    return [
      ...(isLong
        ? [
            {
              pointer,
              sentence: `${nextName}, which follows ${name}, has no prices for long context; such requests are counted at its normal prices. Give them at ${pointerOf(["models", retires.successor, "price", "long"])}.`,
            },
          ]
        : []),
      ...missing.map((tier) => ({
        pointer,
        sentence: `${nextName}, which follows ${name}, has no price for the tier ${tier}; what is served in it is counted at the normal price. Give it at ${pointerOf(["models", retires.successor, "price", "tiers", tier])}.`,
      })),
    ];
  });
}

/** The attempts that the successor makes when a model retires: those at the model, where it has no entry of its own. */
function attemptsThatMove({ workloads }: Plan, model: string, successor: string): Attempt[] {
  return Object.values(workloads).flatMap(({ attempts }) =>
    Object.hasOwn(attempts, successor)
      ? []
      : Object.entries(attempts).flatMap(([entry, attempt]) => ((attempt.model ?? entry) === model ? [attempt] : [])),
  );
}

function usesLongContext({ longShare = 0 }: Attempt): boolean {
  return !(isCertain(longShare) && (certainValue(longShare) ?? 1) <= 0);
}

function tiersInUse(served: NonNullable<Attempt["served"]>): string[] {
  return Object.entries(served).flatMap(([tier, share]) => (share > 0 ? [tier] : []));
}
