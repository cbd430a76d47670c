import { countOf50, formatPercent } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { resolutionOf, significantStep } from "#shared/format/digits.ts";
import { formatMoneyRange } from "#shared/format/money.ts";
import { withArticle } from "#shared/forecast/words/outcomeWords.ts";
import { countedShare } from "#shared/value/counts.ts";
import type { Range } from "#shared/forecast/value/valueDocument.ts";
import { changeRangeWords, timeChangeWords } from "./effectWords.ts";
import { closedTo, costWords, longDay, nameOf, roughMoney, usesOf, type ValueFacts } from "./valueFacts.ts";
import { isoDateOf } from "#shared/units.ts";

/** What a tile shows as a strip: a range on its own axis, in the unit of the figure. */
export interface TileStrip extends Range {
  /** The axis begins at 0: money and shares; a change has its zero inside. */
  readonly kind: "amount" | "change";
  /** What the case needs. */
  readonly needed?: number;
}

/** What a link of a tile that knows nothing leads to. */
export type TileLink = "outcome" | "behaviour" | "cost" | "actuals" | "questions" | "lock";

/** One of the eight tiles. */
export type ValueTile = {
  readonly id: "outcomes" | "cycleTime" | "benefit" | "behaviour" | "cost" | "accepted" | "intervened" | "against";
  readonly heading: string;
} & (
  | { readonly figure: string; readonly note: string; readonly strip: TileStrip | null }
  | {
      readonly figure: null;
      readonly note: string;
      readonly link: { readonly words: string; readonly to: TileLink } | null;
    }
);

/** Right end of the axis of a strip that begins at 0. */
export function stripTop({ p90, needed = 0 }: TileStrip): number {
  return 1.4 * Math.max(p90, needed) || 1;
}

/** Why a tile of a small group shows nothing. */
export const TOO_FEW_PEOPLE = "Fewer than 10 people: not shown.";

/** The eight tiles; `selected` leads those that speak of one use. */
export function valueTiles(facts: ValueFacts, selected: string | null): ValueTile[] {
  return [
    outcomesTile(facts),
    cycleTile(facts, selected),
    benefitTile(facts),
    behaviourTile(facts, selected),
    costTile(facts, selected),
    acceptedTile(facts),
    intervenedTile(facts),
    againstTile(facts),
  ];
}

/** The entry of the selected use, else the first. */
function leading<Entry extends { readonly workload: string }>(
  entries: readonly Entry[],
  selected: string | null,
): Entry | undefined {
  return entries.find(({ workload }) => workload === selected) ?? entries[0];
}

function outcomesTile({ answer }: ValueFacts): ValueTile {
  const head = { id: "outcomes", heading: "Outcomes improved" } as const;
  const { better, worse, undecided, noBaseline } = answer.tiles.outcomes;
  const measured = better + worse + undecided;
  if (measured === 0)
    return {
      ...head,
      figure: null,
      note: "No baseline yet. Enter six months from before the start",
      link: { words: "Enter a baseline", to: "outcome" },
    };
  const rest = [
    ...(worse > 0 ? [`${worse} worse`] : []),
    ...(undecided > 0 ? [`${undecided} not decided`] : []),
    ...(noBaseline > 0 ? [`${noBaseline} not measured`] : []),
  ];
  return {
    ...head,
    figure: `${better} of ${measured} better`,
    note: ["at 9 in 10 or more", rest.join(", ")].filter((one) => one !== "").join("; "),
    strip: null,
  };
}

function cycleTile(facts: ValueFacts, selected: string | null): ValueTile {
  const head = { id: "cycleTime", heading: "Cycle time" } as const;
  const one = leading(facts.answer.tiles.cycleTime ?? [], selected);
  if (one === undefined)
    return { ...head, figure: null, note: "No time is measured", link: { words: "Add one", to: "outcome" } };
  const { p10, p50, p90 } = one.change;
  return {
    ...head,
    figure: timeChangeWords(p50),
    note: `${nameOf(facts, one.workload)}, 8 in 10: ${changeRangeWords({ scale: "log" }, p10, p90)}`,
    strip: { kind: "change", p10, p50, p90 },
  };
}

function benefitTile(facts: ValueFacts): ValueTile {
  const head = { id: "benefit", heading: "Revenue gained or cost cut" } as const;
  const { benefit } = facts.answer.tiles;
  if (benefit === null)
    return {
      ...head,
      figure: null,
      note: "Needs a case: what would it change?",
      link: { words: "Answer question 1", to: "outcome" },
    };
  const { p10, p50, p90 } = benefit.quantiles;
  const money = (amount: number): string => roughMoney(facts, amount);
  const booked = benefit.bookedToDate > 0 ? `; booked so far ${money(benefit.bookedToDate)}` : "; nothing booked yet";
  const range =
    benefit.reached < 0.5 && benefit.ifReached !== null
      ? `nothing in ${50 - countOf50(benefit.reached)} of 50; else ${money(benefit.ifReached.p10)} to ${money(benefit.ifReached.p90)}`
      : `8 in 10: ${money(p10)} to ${money(p90)}`;
  return {
    ...head,
    figure: `${money(benefit.mean)} this year`,
    note: range + booked,
    strip: { kind: "amount", p10, p50, p90 },
  };
}

function behaviourTile(facts: ValueFacts, selected: string | null): ValueTile {
  const head = { id: "behaviour", heading: "Behavior changed" } as const;
  const one = leading(facts.answer.tiles.behaviour, selected);
  if (one === undefined) {
    const isHidden = usesOf(facts).some(({ workload }) => workload.case?.behaviour?.did !== undefined);
    return {
      ...head,
      figure: null,
      note: isHidden ? TOO_FEW_PEOPLE : "Nobody has counted who works differently",
      link: isHidden ? null : { words: "Add a count", to: "behaviour" },
    };
  }
  const percent = (share: number): string => formatPercent(share).replace("%", "");
  return {
    ...head,
    figure: `${formatCount(one.did)} of ${formatCount(one.eligible)} people`,
    note: `${formatPercent(one.did / one.eligible)}, 8 in 10: ${percent(one.p10)} to ${percent(one.p90)}; the case needs ${formatPercent(one.needed)}`,
    strip: { kind: "amount", p10: one.p10, p50: one.did / one.eligible, p90: one.p90, needed: one.needed },
  };
}

function costTile(facts: ValueFacts, selected: string | null): ValueTile {
  const head = { id: "cost", heading: "Cost of a completed outcome" } as const;
  const named = facts.answer.tiles.costPerOutcome;
  const one = leading(named, selected);
  if (one === undefined)
    return { ...head, figure: null, note: "Name what this use completes", link: { words: "Name it", to: "cost" } };
  const { quantiles } = one;
  const others = named
    .filter(({ workload, unit }) => workload !== one.workload && unit !== one.unit)
    .slice(0, 2)
    .map((other) => `${costWords(facts, other)} ${withArticle(other.unit)}`);
  const step = resolutionOf(one.standardError);
  const range =
    quantiles === null || quantiles.p90 - quantiles.p10 < step
      ? "all-in, with review, failures and errors"
      : `8 in 10: ${formatMoneyRange(facts.plan.currency, quantiles.p10, quantiles.p90, step)}`;
  return {
    ...head,
    figure: `${costWords(facts, one)} ${withArticle(one.unit)}`,
    note: [range, ...others].join("; "),
    strip: quantiles === null ? null : { kind: "amount", p10: quantiles.p10, p50: quantiles.p50, p90: quantiles.p90 },
  };
}

function acceptedTile({ answer }: ValueFacts): ValueTile {
  const head = { id: "accepted", heading: "Accepted or acted on" } as const;
  const counted = answer.tiles.accepted.filter(({ from }) => from === "closed months");
  const shown = counted.length > 0 ? counted : answer.tiles.accepted;
  if (shown.length === 0) return { ...head, figure: null, note: TOO_FEW_PEOPLE, link: null };
  const [n, of] = [shown.reduce((sum, one) => sum + one.n, 0), shown.reduce((sum, one) => sum + one.of, 0)];
  const { p10, p90 } = countedShare(n, of);
  const [low, high] = [p10, p90].map((share) => formatPercent(share)) as [string, string];
  return {
    ...head,
    figure: formatPercent(of > 0 ? n / of : 0),
    note:
      counted.length > 0
        ? `${roughCount(n)} of ${roughCount(of)} tasks in closed months${low === high ? "" : `: ${low.replace("%", "")} to ${high}`}`
        : "expected; no month of outcomes imported yet",
    strip: null,
  };
}

function intervenedTile({ answer }: ValueFacts): ValueTile {
  const head = { id: "intervened", heading: "A person stepped in" } as const;
  const { intervened } = answer.tiles;
  if (intervened.length === 0)
    return {
      ...head,
      figure: null,
      note: "Not counted. Two columns of the closed months",
      link: { words: "Add them", to: "actuals" },
    };
  const shareOf = (part: "interventions" | "exceptions"): number | null => {
    // Each in the months in which it was counted: one of them may be counted from a later month on.
    const counted = intervened.flatMap((one) => one[part] ?? []);
    const of = counted.reduce((sum, one) => sum + one.of, 0);
    return of === 0 ? null : counted.reduce((sum, { n }) => sum + n, 0) / of;
  };
  const [stepped, back] = [shareOf("interventions"), shareOf("exceptions")];
  return {
    ...head,
    figure: [
      stepped === null ? null : formatPercent(stepped),
      back === null ? null : `exceptions ${formatPercent(back)}`,
    ]
      .filter((one) => one !== null)
      .join(", "),
    note: `of ${roughCount(intervened.reduce((sum, one) => sum + one.of, 0))} tasks in closed months`,
    strip: null,
  };
}

function againstTile(facts: ValueFacts): ValueTile {
  const head = { id: "against", heading: "Against the original case" } as const;
  const { answer, plan } = facts;
  const { toDate, year } = answer.tiles.againstCase;
  if (answer.portfolio.withCase === 0)
    return {
      ...head,
      figure: null,
      note: "No case yet that could be compared",
      link: { words: "Answer five questions", to: "questions" },
    };
  if (answer.original === null)
    return {
      ...head,
      figure: null,
      note: "No case is locked: it can still move",
      link: { words: "Lock it", to: "lock" },
    };
  const locked = `case of ${longDay(facts, answer.original.date)}`;
  const closed = closedTo(plan);
  if (toDate !== null && toDate.share !== null && closed !== null)
    return {
      ...head,
      figure: formatPercent(toDate.share),
      note: `${roughMoney(facts, toDate.benefit)} of ${roughMoney(facts, toDate.case)} to ${longDay(facts, isoDateOf(closed))}; ${locked}`,
      strip: null,
    };
  if (year === null) return { ...head, figure: null, note: `The ${locked} claims nothing`, link: null };
  const percent = (share: number): string => formatPercent(share);
  return {
    ...head,
    figure: `${percent(year.share.p50)} expected`,
    note: `8 in 10: ${percent(year.share.p10)} to ${percent(year.share.p90)} of the year; ${locked}`,
    strip: { kind: "amount", ...year.share },
  };
}

function roughCount(count: number): string {
  return formatCount(count, count >= 10_000 ? significantStep(count, 3) : 0);
}

/** "counted and measured to March 31, forecast to December 31": what the tiles stand on. */
export function tilesNote(facts: ValueFacts): string {
  if (facts.answer.portfolio.withCase === 0) return "what the plan knows, and what it would need to know";
  const closed = closedTo(facts.plan);
  const end = longDay(facts, isoDateOf(facts.plan.monthStarts.at(-1)! - 1));
  return closed === null
    ? `forecast to ${end}`
    : `counted and measured to ${longDay(facts, isoDateOf(closed))}, forecast to ${end}`;
}
