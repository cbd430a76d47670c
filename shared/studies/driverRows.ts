import { formatPercent } from "#shared/format/chances.ts";
import { formatNumber } from "#shared/format/counts.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney } from "#shared/format/money.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { askWords, driverWords } from "./driverWords.ts";
import type { DriverGroup } from "./driverGroups.ts";
import type { Driver, Drivers } from "./drivers.ts";

/**
 * Rows that stand for no single unknown: all that are not shown, what inputs do together, and what differs from run to
 * run.
 */
export const OTHERS = "others";
export const TOGETHER = "together";
export const RUN_TO_RUN = "runToRun";

/** A line of the tornado as it is written: what `charts/Tornado` draws. */
export interface DriverRow {
  readonly name: string;
  readonly ends: { readonly low: DriverEnd; readonly high: DriverEnd } | null;
  /** 0 where the share is counted in another row. */
  readonly share: number;
  readonly shareText: string;
}

export interface DriverEnd {
  readonly ask: number;
  readonly error: number;
  readonly askText: string;
  readonly valueText: string;
}

/** Shares below this are in the table alone, where there are no ends to show. */
const LEAST_SHOWN = 0.005;
const MOST_OTHERS = 2;

/**
 * The drivers that are shown, widest first, then what is left, with their words. The printed shares sum to 100%:
 * correlated inputs have one share, in the row of the first of them, and every other row of theirs says so.
 */
export function tornadoRows(
  plan: Plan,
  drivers: Drivers,
): {
  readonly rows: readonly DriverRow[];
  readonly shown: readonly (Driver | typeof OTHERS | typeof TOGETHER | typeof RUN_TO_RUN)[];
  readonly askText: string;
} {
  const words = driverWords(plan);
  const shown = shownDrivers(drivers);
  const leads = leadsOf(shown, drivers);
  const tail = tailOf(leads, drivers);
  const shares = [
    ...leads.map(({ group, isLead }) => (isLead ? group.share.share : 0)),
    ...tail.map(({ share }) => share),
  ];
  const percents = wholePercents(shares);
  const percentWords = (i: number): string =>
    percents[i] === 0 && shares[i]! > 0 ? "under 1%" : formatPercent(percents[i]! / 100);
  const rows = shown.map((driver, i) =>
    driverRow(words, plan.currency, driver, leads[i]!, shares[i]!, percentWords(i)),
  );
  const left = tail.map(({ name, share }, i): DriverRow => ({
    name,
    ends: null,
    share,
    shareText: percentWords(shown.length + i),
  }));
  return {
    rows: [...rows, ...left],
    shown: [...shown, ...tail.map(({ row }) => row)],
    askText: formatMoney(plan.currency, drivers.ask, resolutionOf(drivers.askError)),
  };
}

/** Those that were moved to their ends, and the largest of the others. */
function shownDrivers({ drivers }: Drivers): Driver[] {
  const withEnds = drivers.filter(({ low }) => low !== null);
  const others = drivers.filter(({ low, first }) => low === null && first.share >= LEAST_SHOWN).slice(0, MOST_OTHERS);
  return [...withEnds, ...others];
}

/** A driver's group of correlated inputs, and whether its row is the one that has their share. */
interface Lead {
  readonly group: DriverGroup;
  readonly isLead: boolean;
}

function leadsOf(shown: readonly Driver[], { groups }: Drivers): Lead[] {
  const met = new Set<DriverGroup>();
  return shown.map(({ unknown }) => {
    const group = groups.find(({ members }) => members.includes(unknown))!;
    const isLead = !met.has(group);
    met.add(group);
    return { group, isLead };
  });
}

/** What is left of the variance: inputs that are not shown, what they do together, and run-to-run variation. */
function tailOf(leads: readonly Lead[], { groups, interactions, runToRun }: Drivers) {
  const shown = new Set(leads.map(({ group }) => group));
  const rest = groups.reduce((sum, group) => (shown.has(group) ? sum : sum + group.share.share), 0);
  return (
    [
      { row: OTHERS, name: "All other inputs", share: rest },
      { row: TOGETHER, name: "Inputs acting together", share: interactions },
      { row: RUN_TO_RUN, name: "Run-to-run variation", share: runToRun.share },
    ] as const
  ).filter(({ row, share }) => row === RUN_TO_RUN || share > 0);
}

function driverRow(
  words: ReturnType<typeof driverWords>,
  currency: string,
  { unknown, low, high }: Driver,
  { group, isLead }: Lead,
  share: number,
  percent: string,
): DriverRow {
  const end = (at: NonNullable<Driver["low"]>): DriverEnd => ({
    ask: at.ask,
    error: at.error,
    // By its own error, as the sentence above the chart writes it.
    askText: askWords(currency, at),
    valueText: words.value(unknown, at.value),
  });
  const ofGroup = isLead ? `${percent}, ${group.members.length} inputs` : "counted above";
  return {
    name: words.name(unknown),
    ends: low === null || high === null ? null : { low: end(low), high: end(high) },
    share,
    shareText: group.members.length === 1 ? percent : ofGroup,
  };
}

/** Whole percents that sum to what the shares sum to, rounded: the largest remainders are rounded up. */
export function wholePercents(shares: readonly number[]): number[] {
  const floors = shares.map((share) => Math.floor(100 * share + 1e-9));
  const missing =
    Math.round(100 * shares.reduce((sum, share) => sum + share, 0)) - floors.reduce((sum, floor) => sum + floor, 0);
  const up = shares
    .map((share, i) => ({ i, remainder: 100 * share - floors[i]! }))
    .toSorted((one, other) => other.remainder - one.remainder)
    .slice(0, Math.max(0, missing));
  return floors.map((floor, i) => floor + Number(up.some((one) => one.i === i)));
}

/**
 * What the shares are, and which inputs move together: "Shares are of the variance of the year’s spend and sum to 100%.
 * Tasks per user and day of Agentic coding and of Code review are correlated (0.7): they have one share, and a narrow
 * bar may stand beside a large one."
 */
export function sharesSentence(plan: Plan, drivers: Drivers, isReforecast: boolean): string {
  const words = driverWords(plan);
  const together = drivers.groups.filter(({ members, share }) => members.length > 1 && share.share >= LEAST_SHOWN);
  const pairs = together
    .flatMap(({ correlations }) => correlations)
    .map(({ between: [one, other], rank }) => `${words.name(one)} and ${words.name(other)} (${formatNumber(rank)})`);
  const correlated =
    pairs.length === 0
      ? ""
      : ` These inputs move together: ${pairs.join("; ")}. They have one share, shown in the first of their rows. A bar moves only its own input, so a short bar may have a large share.`;
  const acting =
    drivers.interactions >= LEAST_SHOWN
      ? " “Inputs acting together” is the effect that they have only in combination."
      : "";
  const closed = isReforecast
    ? " After closed months all inputs depend on each other a little, so the shares are approximate."
    : "";
  const beside =
    drivers.besideSpend === 0
      ? ""
      : ` ${drivers.besideSpend} more inputs set the value of an outcome; they do not change spend.`;
  return `Shares are of the variance of the year’s spend and sum to 100%.${correlated}${acting}${closed}${beside}`;
}
