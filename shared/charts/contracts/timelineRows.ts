import { formatChanceShort, formatPercent } from "#shared/format/chances.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { isByClass } from "#shared/plan/resolving/resolveContracts.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { DatedMultiplier, Plan, PriceChange, Uncertain } from "#shared/plan/schema/plan.ts";
import type { ContractCourse } from "#shared/studies/contracts/course.ts";
import { epochDayOf, firstOfMonth, type EpochDay } from "#shared/units.ts";
import { eventWords } from "./eventWords.ts";
import type { TimelineMark, TimelineRow } from "./ContractTimeline.tsx";

/** Contracts, fixed costs with a renewal, and models in use on the time line of the plan's year. */

type Words = TimelineMark["words"];
type Commitment = NonNullable<Plan["commitments"]>[string];

/** The rows of the time line: seats, commitments, models; `course` null: it is not simulated yet. */
export function timelineRows(plan: Plan, course: ContractCourse | null): TimelineRow[] {
  const from = epochDayOf(plan.fiscalYear.start);
  const to = firstOfMonth(from, plan.fiscalYear.months);
  const year = { from, to };
  const rows = [...seatRows(plan, year), ...fixedCostRows(plan, year), ...commitmentRows(plan, year, course)];
  return [...rows, ...modelRows(plan, year, rows.length)];
}

interface Year {
  readonly from: EpochDay;
  readonly to: EpochDay;
}

function seatRows({ seats = {} }: Plan, year: Year): TimelineRow[] {
  return Object.entries(seats).map(([id, { name = id, renewal, cadence, addOnly }]) => {
    const ends: Words = [
      { text: cadence === "yearly" ? "paid by year" : "" },
      { text: addOnly === true ? `${cadence === "yearly" ? ", " : ""}seats can only be added` : "" },
    ];
    const isTermed = cadence === "yearly" || addOnly === true;
    return {
      name,
      pointer: pointerOf(["seats", id]),
      bars: [{ ...year, share: 1 }],
      marks: [
        ...(renewal === undefined ? [] : [renewalMark(renewal)]),
        ...(isTermed ? [{ day: year.to, kind: "stroke" as const, chance: 1, words: ends }] : []),
      ],
    };
  });
}

function fixedCostRows({ fixedCosts = {} }: Plan, year: Year): TimelineRow[] {
  return Object.entries(fixedCosts).flatMap(([id, { name = id, renewal }]) =>
    renewal === undefined
      ? []
      : [
          {
            name,
            pointer: pointerOf(["fixedCosts", id]),
            bars: [{ ...year, share: 1 }],
            marks: [renewalMark(renewal)],
          },
        ],
  );
}

function renewalMark(renewal: DatedMultiplier): TimelineMark {
  return discMark(renewal, "renewal at ");
}

/** A dated change that may come: "renewal at 1 to 1.6 times, 70% likely". */
function discMark({ from, multiplier, probability = 1 }: DatedMultiplier, before: string): TimelineMark {
  const [times, ...rest] = eventWords({ multiplier, probability }).split(", ");
  return {
    day: epochDayOf(from),
    kind: "disc",
    chance: probability,
    words: [{ text: before }, { text: times!, isStrong: true }, { text: `, ${rest.join(", ")}` }],
  };
}

function commitmentRows({ commitments = {} }: Plan, year: Year, course: ContractCourse | null): TimelineRow[] {
  return Object.entries(commitments).map(([id, commitment]) => {
    const { name = id, from, until, unused } = commitment;
    const begin = Math.max(year.from, epochDayOf(from));
    const end = unused === "rolls" ? year.to : Math.min(year.to, epochDayOf(until));
    return {
      name,
      pointer: pointerOf(["commitments", id]),
      bars: balanceBars(begin, end, course?.commitments[id]),
      marks: commitmentMarks(commitment, year, course?.commitments[id]),
    };
  });
}

/** By month, as strong as the share of years in which money is left. */
function balanceBars(
  begin: EpochDay,
  end: EpochDay,
  course: ContractCourse["commitments"][string] | undefined,
): TimelineRow["bars"] {
  const bars: { from: EpochDay; to: EpochDay; share: number }[] = [];
  for (let from = begin; from < end;) {
    const to = Math.min(end, firstOfMonth(from, 1));
    const at = course === undefined ? -1 : from - begin;
    bars.push({ from, to, share: course === undefined ? 1 : leftShare(course, at) });
    from = to;
  }
  return bars;
}

/** The share of years with something left on a day: the levels of the fan that lie above nothing. */
function leftShare({ fan: { levels, quantiles } }: ContractCourse["commitments"][string], at: number): number {
  const first = quantiles.findIndex((row) => (row[at] ?? 0) > 1e-6 * (row[0] ?? 1));
  return first < 0 ? 0 : first === 0 ? 1 : 1 - levels[first - 1]!;
}

function commitmentMarks(
  { paid, unused, until, from }: Commitment,
  year: Year,
  course: ContractCourse["commitments"][string] | undefined,
): TimelineMark[] {
  const end = epochDayOf(until);
  const marks: TimelineMark[] = [];
  if (epochDayOf(from) > year.from && epochDayOf(from) < year.to)
    marks.push({ day: epochDayOf(from), kind: "stroke", chance: 1, words: [{ text: "begins" }] });
  if (course !== undefined && course.dryHalfBy !== null) {
    const day = year.from + course.dryHalfBy;
    marks.push({
      day,
      kind: "ring",
      chance: 0.5,
      words: [
        { text: "even odds of being used up by " },
        { text: formatDateLong(day, { start: year.from }), isStrong: true },
      ],
    });
  }
  if (end > year.to) return marks;
  const verb = paid === "asUsed" ? "falls short in " : "some is lost in ";
  const words: Words =
    course === undefined || unused === "rolls" || course.dryHalfBy !== null
      ? []
      : [{ text: verb }, { text: formatChanceShort(course.short), isStrong: true }];
  return [...marks, { day: end, kind: "stroke", chance: course?.short ?? 1, words }];
}

/** Models in use, each with its changes of price; one that retires leads to its successor. */
function modelRows(plan: Plan, year: Year, before: number): TimelineRow[] {
  const used = modelsInUse(plan);
  const ids = Object.keys(plan.models).filter((id) => used.has(id));
  return ids.map((id): TimelineRow => {
    const { name = id, retires, priceChanges = [] } = plan.models[id]!;
    const follows = Object.entries(plan.models).find(
      ([other, model]) => used.has(other) && model.retires?.successor === id,
    )?.[1].retires;
    const begin = follows === undefined || usedAtFirst(plan, id) ? year.from : epochDayOf(follows.on);
    const end = retires === undefined ? year.to : Math.min(year.to, epochDayOf(retires.on));
    const next = retires === undefined ? -1 : ids.indexOf(retires.successor);
    return {
      name,
      pointer: pointerOf(["models", id]),
      bars: [
        { from: begin, to: end, share: 1 },
        ...(retires !== undefined && end < year.to
          ? [{ from: end, to: year.to, share: 1 - (retires.probability ?? 1) }]
          : []),
      ],
      marks: [
        ...priceChanges.flatMap((change) => changeMarks(change, year)),
        ...(retires === undefined ? [] : retirementMarks(retires, year)),
      ],
      ...(next < 0 || end >= year.to
        ? {}
        : { leadsTo: { row: before + next, day: end, chance: retires!.probability ?? 1 } }),
    };
  });
}

/** Models that attempts of the plan are made with, and those that follow them. */
function modelsInUse({ workloads, models }: Plan): Set<string> {
  const used = new Set(
    Object.values(workloads).flatMap(({ attempts }) =>
      Object.entries(attempts).map(([entry, { model = entry }]) => model),
    ),
  );
  // A set that grows while it is walked: successors of successors come too.
  for (const id of used) {
    const successor = models[id]?.retires?.successor;
    if (successor !== undefined) used.add(successor);
  }
  return used;
}

function usedAtFirst({ workloads }: Plan, id: string): boolean {
  return Object.values(workloads).some(({ attempts }) =>
    Object.entries(attempts).some(([entry, { model = entry }]) => model === id),
  );
}

function retirementMarks(
  { on, probability = 1, notice }: NonNullable<Plan["models"][string]["retires"]>,
  year: Year,
): TimelineMark[] {
  const day = epochDayOf(on);
  if (day >= year.to) return [];
  const noticed = notice === undefined ? -Infinity : epochDayOf(notice);
  return [
    ...(noticed > year.from
      ? [
          {
            day: noticed,
            kind: "stroke" as const,
            chance: 1,
            words: [{ text: `notice ${formatDateLong(noticed, { start: year.from })}` }],
          },
        ]
      : []),
    {
      day,
      kind: "disc",
      chance: probability,
      words: [
        { text: `retires ${formatDateLong(day, { start: year.from })}`, isStrong: true },
        { text: probability >= 1 ? ", certain" : `, ${formatPercent(probability)} likely` },
      ],
    },
  ];
}

const CLASS_WORDS: Readonly<Record<string, string>> = {
  input: "input",
  cacheRead: "cache reads",
  cacheWrite: "cache writes",
  cacheWriteHour: "1 h cache writes",
  output: "output",
};

/** "input 0.8 times, output 0.6 to 0.7 times until November 21, 50% likely". */
function changeMarks({ from, until, multiplier, probability = 1 }: PriceChange, year: Year): TimelineMark[] {
  const day = epochDayOf(from);
  if (day >= year.to) return [];
  const parts: readonly (readonly [string, Uncertain])[] = isByClass(multiplier)
    ? Object.entries(multiplier).map(([kind, own]) => [`${CLASS_WORDS[kind]!} `, own] as const)
    : [["price ", multiplier]];
  const times = parts.map(
    ([what, own]) => `${what}${eventWords({ multiplier: own, probability: 1 }).replace(/, certain$/, "")}`,
  );
  const end = until === undefined ? null : epochDayOf(until);
  const ends = end === null ? "" : ` until ${formatDateLong(end - 1, { start: year.from })}`;
  const odds = probability >= 1 ? "certain" : `${formatPercent(probability)} likely`;
  return [
    {
      day,
      kind: "disc",
      chance: probability,
      words: [{ text: times.join(", "), isStrong: true }, { text: `${ends}, ${odds}` }],
    },
    ...(end !== null && end < year.to ? [{ day: end, kind: "stroke" as const, chance: probability, words: [] }] : []),
  ];
}
