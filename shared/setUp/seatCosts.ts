import { freshId } from "#shared/plan/ids.ts";
import type { FixedCost, Uncertain } from "#shared/plan/schema/plan.ts";
import type { SeatTool } from "./answers.ts";
import { around, guessed, judged, measuredMonths, rounded } from "./assumed.ts";
import { ASSUMED_PEOPLE } from "./groupKinds.ts";
import { changeOf, datesOf } from "./renewals.ts";
import { toolTrend, type Setting } from "./setting.ts";
import type { ToolInUse } from "./toolsInUse.ts";

/** The costs by the month of all tools that are paid by the seat. */
export function seatCosts(setting: Setting, tools: readonly ToolInUse[]): Readonly<Record<string, FixedCost>> {
  const costs: Record<string, FixedCost> = {};
  for (const { tool } of tools) {
    if (tool.kind !== "seats") continue;
    const [renewal] = datesOf(setting.answers, tool.name);
    costs[freshId(tool.name, costs)] = {
      name: tool.name,
      perMonth: perMonthOf(setting, tool),
      ...(renewal === undefined ? {} : { renewal: changeOf(renewal, setting.answers.today) }),
    };
  }
  return costs;
}

/** Money a month: as it was paid, where that is known; else seats at their price. */
function perMonthOf(setting: Setting, tool: SeatTool): Uncertain {
  const { answers } = setting;
  const trend = toolTrend(answers, tool.name);
  if (trend !== null) {
    const amounts = answers.spend!.rows.find(
      ({ tool: row }) => row.trim().toLowerCase() === tool.name.trim().toLowerCase(),
    )!.amounts;
    const known = amounts.filter((amount) => amount !== null && amount > 0);
    const evidence = measuredMonths(answers.today, trend.months);
    if (trend.months > 1 && new Set(known).size === 1) return { value: rounded(known[0]!), evidence };
    return around(trend.level, Math.max(0.02, trend.levelSd), evidence);
  }
  const each = tool.perMonth * rateOfSeat(setting, tool.currency);
  const people = answers.people?.reduce((sum, { count }) => sum + count, 0) ?? null;
  const seats = tool.seats ?? people;
  if (seats === null)
    return {
      p10: rounded(Math.max(1e-6, ASSUMED_PEOPLE.p10 * each)),
      p90: rounded(Math.max(4e-6, ASSUMED_PEOPLE.p90 * each)),
      evidence: guessed("how many use AI is not answered yet"),
    };
  const words = `${seats} seats at ${tool.perMonth} ${tool.currency} a month`;
  const isListed = tool.source !== undefined && answers.tools !== null;
  return {
    value: rounded(seats * each),
    evidence: isListed
      ? { grade: "measured", source: `${words}, ${tool.source}`, date: answers.today }
      : judged(answers.today, words),
  };
}

/** Money of the plan for one unit of a seat's currency; only dollars and the plan's own need no typed rate. */
function rateOfSeat({ answers, currency, dollarRate }: Setting, of: string): number {
  if (of === currency) return 1;
  return of === "USD" ? dollarRate : (answers.budget?.rates?.[of] ?? 1);
}
