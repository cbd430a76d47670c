import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatFullDate } from "#shared/format/dates.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf, type EpochDay } from "#shared/units.ts";

/** The lines that nothing in a plan should cross; chances are shares of simulated years. */
export interface WatchLines {
  /** Chance to overspend the budget, that of the year or of a cost center. */
  readonly overrun: number;
  /** Chance that seats are charged beyond what they include. */
  readonly overage: number;
  /** Chance that a commitment runs dry. */
  readonly beyond: number;
  /** Chance that something of a commitment is lost. */
  readonly lost: number;
  /** Days before a model retires. */
  readonly notice: number;
}

/** Something that is watched: a chance, or the days until a date. */
export interface Watched {
  readonly pointer: string;
  readonly kind: "budget" | "costCentre" | "overage" | "beyond" | "lost" | "retirement";
  /** A share of simulated years; of a retirement whole days from today. */
  readonly value: number;
  /** What the value may be at most; of a retirement at least. */
  readonly line: number;
  readonly isCrossed: boolean;
  readonly sentence: string;
}

/**
 * What a scheduler looks at once a day: how likely budgets are overspent, seats are charged beyond what they include
 * and commitments run dry or are lost, and which models that the plan uses retire soon. In the order of the plan.
 */
export function watchOf(forecast: Forecast, plan: Plan, lines: WatchLines, today: EpochDay): Watched[] {
  return [
    chanceOf("budget", ["budget"], forecast.overrun.probability, lines.overrun, "The plan overspends its budget"),
    ...centres(forecast, plan, lines),
    ...seats(forecast, plan, lines),
    ...commitments(forecast, plan, lines),
    ...retirements(plan, lines, today),
  ];
}

function chanceOf(
  kind: Exclude<Watched["kind"], "retirement">,
  path: readonly string[],
  value: number,
  line: number,
  what: string,
): Watched {
  return {
    pointer: pointerOf(path),
    kind,
    value,
    line,
    isCrossed: value > line,
    sentence: `${what} in ${formatChance(value)} simulated years; the line is ${formatPercent(line)}.`,
  };
}

function centres({ costCentres }: Forecast, plan: Plan, { overrun: line }: WatchLines): Watched[] {
  return Object.entries(costCentres ?? {}).flatMap(([id, { overrun }]) => {
    const name = plan.costCentres?.[id]?.name ?? id;
    return overrun === undefined
      ? []
      : [chanceOf("costCentre", ["costCentres", id], overrun.probability, line, `${name} overspends its budget`)];
  });
}

function seats(forecast: Forecast, plan: Plan, { overage }: WatchLines): Watched[] {
  return Object.entries(forecast.seats ?? {}).flatMap(([id, { anyOverage }]) => {
    const own = plan.seats?.[id];
    if (own?.included === undefined) return [];
    return [
      chanceOf("overage", ["seats", id], anyOverage, overage, `${own.name ?? id} is charged beyond what it includes`),
    ];
  });
}

function commitments(forecast: Forecast, plan: Plan, { beyond, lost }: WatchLines): Watched[] {
  return Object.entries(forecast.commitments ?? {}).flatMap(([id, { anyBeyond, anyLost }]) => {
    const path = ["commitments", id];
    const name = plan.commitments?.[id]?.name ?? id;
    return [
      chanceOf("beyond", path, anyBeyond, beyond, `${name} runs dry`),
      chanceOf("lost", path, anyLost, lost, `Some of ${name} is lost`),
    ];
  });
}

/** Models that attempts of the plan are made with, soonest end first; what has ended is behind it. */
function retirements(plan: Plan, { notice }: WatchLines, today: EpochDay): Watched[] {
  const used = new Set(
    Object.values(plan.workloads).flatMap(({ attempts }) =>
      Object.entries(attempts).map(([id, attempt]) => attempt.model ?? id),
    ),
  );
  return Object.entries(plan.models)
    .flatMap(([id, { name = id, retires }]) => {
      if (retires === undefined || !used.has(id)) return [];
      const days = epochDayOf(retires.on) - today;
      if (days < 0) return [];
      const successor = plan.models[retires.successor]?.name ?? retires.successor;
      return [
        {
          pointer: pointerOf(["models", id, "retires"]),
          kind: "retirement" as const,
          value: days,
          line: notice,
          isCrossed: days <= notice,
          sentence: `${name} retires on ${formatFullDate(epochDayOf(retires.on))}, in ${formatCount(days)} ${days === 1 ? "day" : "days"}; ${successor} does its work from then on. The line is ${formatCount(notice)} days.`,
        },
      ];
    })
    .toSorted((one, other) => one.value - other.value);
}
