import { sentenceCase } from "#shared/format/text.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatShare } from "#shared/format/chances.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, formatTaskMoney, moneyAmong, moneyStyle } from "#shared/format/money.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { bestSizeStudy } from "#shared/studies/targets/bestSize.ts";
import { capLabStudy } from "#shared/studies/capLab/capLab.ts";
import {
  capLabSentence,
  capName,
  repricingSentence,
  routeLabCaveat,
  routeLabSentence,
  routeName,
} from "#shared/studies/labWords.ts";
import { USUAL_CHECK } from "#shared/studies/routeLab/answer.ts";
import { netOf } from "#shared/studies/routeLab/netValue.ts";
import { routeLabStudy } from "#shared/studies/routeLab/routeLab.ts";
import { bestSizeSentence, sizeWords } from "#shared/studies/targets/targetWords.ts";
import { workLeverRow } from "#shared/studies/workLeverWords.ts";
import { workLeversStudy } from "#shared/studies/workLevers.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { table, wrap } from "#electron/cli/text.ts";
import { idOf, parts, type Answering } from "./answering.ts";

/** Studies that look at one workload of a plan. */
export const WORKLOAD_ANSWERS: { readonly [Name in "routes" | "caps" | "size" | "levers"]: Answering<Name> } = {
  routes: async (ask, prepared, context) => {
    const { whole, plan, scenario } = prepared;
    const workload = workloadOf(ask.workload, prepared);
    const answer = await routeLabStudy({ plan: whole, scenario: idOf(scenario), workload, ...USUAL_CHECK }, context);
    const money = (amount: number): string => formatTaskMoney(plan.currency, amount);
    const rows = answer.options
      .toSorted((one, other) => netOf(other, answer.worth) - netOf(one, answer.worth))
      .map((option) => [
        routeName(plan, option),
        money(option.cost.mean),
        formatShare(option.right.mean),
        formatShare(option.wrong),
        money(netOf(option, answer.worth)),
      ]);
    return {
      // The draws behind each mean would be most of the file, and differences are taken from them alone.
      answer: {
        ...answer,
        options: answer.options.map(({ byDraw: _draws, ...option }) => option),
        tasksByDraw: undefined,
      },
      text: parts(
        wrap(routeLabSentence(plan, answer, answer.worth).sentence),
        table(["Route", "A task costs", "Correct", "Undetected errors", "Net value"], rows),
        wrap(
          `Routes with a check: it finds ${formatShare(USUAL_CHECK.verifier.catches)} of wrong results and refuses ${formatShare(USUAL_CHECK.verifier.falseAlarms)} of right ones. Routers judge difficulty right ${formatShare(USUAL_CHECK.accuracy)} of the time.`,
        ),
        ...[repricingSentence(plan, answer), routeLabCaveat(plan, workload)].map((line) =>
          line === null ? "" : wrap(line),
        ),
      ),
    };
  },
  caps: async (ask, prepared, context) => {
    const { whole, plan, scenario } = prepared;
    const workload = workloadOf(ask.workload, prepared);
    const answer = await capLabStudy({ plan: whole, scenario: idOf(scenario), workload, cap: ask.cap }, context);
    const unit = pluralOf(plan.workloads[workload]!.outcome.unit);
    const style = moneyStyle(plan.currency, Math.max(...answer.points.map(({ spend }) => spend.mean)));
    const touches = (point: (typeof answer.points)[number]): string[] =>
      answer.cap === "person" ? [formatShare(point.touched ?? 0)] : [];
    const rows = answer.points.map((point) => [
      capName(point, answer.unit, plan.currency),
      ...touches(point),
      moneyAmong(style, point.spend.mean, resolutionOf(point.spend.error)),
      formatCount(point.outcomes.mean, resolutionOf(point.outcomes.error)),
      point.costPerOutcome === null ? "" : formatTaskMoney(plan.currency, point.costPerOutcome),
      formatMoney(plan.currency, point.netValue.mean, resolutionOf(point.netValue.error)),
    ]);
    return {
      answer,
      text: parts(
        wrap(capLabSentence(plan, answer).sentence),
        table(
          [
            "Cap",
            ...(answer.cap === "person" ? ["People"] : []),
            "Spend",
            sentenceCase(unit),
            "All-in cost",
            "Net value",
          ],
          rows,
        ),
      ),
    };
  },
  size: async (ask, prepared, context) => {
    const { whole, plan, scenario } = prepared;
    const workload = workloadOf(ask.workload, prepared);
    const { route } = plan.workloads[workload]!;
    if (ask.thing === "router" && !("choose" in route && route.choose.length === 2))
      throw new Ended(
        EXIT.wrongUsage,
        `/workloads/${workload}/route: this workload has no router with two branches. Wanted: --size attempt-cap or month-cap.`,
      );
    const answer = await bestSizeStudy(
      { plan: whole, scenario: idOf(scenario), workload, thing: ask.thing, risk: ask.risk },
      context,
    );
    const rows = answer.tried.map(({ size, netValue, error, overrun }) => [
      sizeWords(plan, ask.thing, size),
      formatMoney(plan.currency, netValue, resolutionOf(error)),
      formatShare(overrun),
    ]);
    return {
      answer,
      text: parts(
        wrap(bestSizeSentence(plan, answer, ask.risk)),
        table(["Size", "Net value", "Overspends"], rows),
        wrap(`${formatCount(answer.trials)} simulated years for each size.`),
      ),
    };
  },
  levers: async (ask, prepared, context) => {
    const { whole, plan, scenario } = prepared;
    const workload = workloadOf(ask.workload, prepared);
    const answer = await workLeversStudy({ plan: whole, scenario: idOf(scenario), workload }, context);
    const lines = answer.levers
      .map((lever) => workLeverRow(plan, answer, lever))
      .map(({ name, what, money, success }) =>
        wrap(`- ${name}: ${money === null ? what : `${money}; ${success}. ${what}`}`, "  "),
      );
    return { answer, text: parts(lines.join("\n")) };
  },
};

/** The workload that is asked about: the one named, or the only one there is. */
function workloadOf(named: string | null, { plan }: { readonly plan: Plan }): string {
  const ids = Object.keys(plan.workloads);
  if (named === null && ids.length === 1) return ids[0]!;
  if (named !== null && ids.includes(named)) return named;
  const known = ids.length === 0 ? "it has none" : `it has ${ids.join(", ")}`;
  throw new Ended(
    EXIT.wrongUsage,
    named === null ? `Name a workload with --workload ID: ${known}.` : `The plan has no workload "${named}": ${known}.`,
  );
}
