import { formatCount } from "#shared/format/counts.ts";
import { formatShare } from "#shared/format/chances.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, formatTaskMoney, moneyAmong, moneyStyle } from "#shared/format/money.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { differencesInWords } from "#shared/report/differenceWords.ts";
import { bestSizeStudy } from "#shared/studies/bestSize.ts";
import { bridgeStudy } from "#shared/studies/bridge.ts";
import { averagesSentence, bridgeMoney } from "#shared/studies/bridgeWords.ts";
import { capLabStudy } from "#shared/studies/capLab/capLab.ts";
import { driversStudy } from "#shared/studies/drivers.ts";
import { tornadoRows, sharesSentence } from "#shared/studies/driverRows.ts";
import { driversSentence, futureSentence, pilotSentences } from "#shared/studies/driverWords.ts";
import { enoughStudy } from "#shared/studies/enough.ts";
import { enoughSentence, leverRow } from "#shared/studies/enoughWords.ts";
import { futureStudy } from "#shared/studies/future.ts";
import {
  capLabSentence,
  capName,
  repricingSentence,
  routeLabCaveat,
  routeLabSentence,
  routeName,
} from "#shared/studies/labWords.ts";
import { pilotValueStudy } from "#shared/studies/pilotValue.ts";
import { reverseStressStudy } from "#shared/studies/reverseStress.ts";
import { USUAL_CHECK } from "#shared/studies/routeLab/answer.ts";
import { netOf } from "#shared/studies/routeLab/netValue.ts";
import { routeLabStudy } from "#shared/studies/routeLab/routeLab.ts";
import type { StudyWorld } from "#shared/studies/study.ts";
import { targetsStudy } from "#shared/studies/targets.ts";
import {
  bestSizeSentence,
  budgetSentence,
  commitmentSentence,
  reserveSentence,
  sizeWords,
  stressSentence,
} from "#shared/studies/targetWords.ts";
import { isoMonthOf } from "#shared/units.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import type { Prepared } from "#electron/cli/forecast/forecastRun.ts";
import { table, wrap } from "#electron/cli/text.ts";
import type { StudyAsk, StudyAskName } from "./studyAsk.ts";

/** What a study answers, and the same in words. */
export interface StudyAnswer {
  readonly answer: unknown;
  readonly text: string;
}

type Answering<Name extends StudyAskName> = (
  ask: Extract<StudyAsk, { name: Name }>,
  prepared: Prepared,
  world: StudyWorld,
) => Promise<StudyAnswer>;

/** Asks a study of a prepared plan. Throws `Ended` where the plan has not what is asked about. */
export async function answerStudy(ask: StudyAsk, prepared: Prepared, world: StudyWorld): Promise<StudyAnswer> {
  // The table's entry for a name takes the asks of that name; TypeScript cannot follow the key.
  const answering = ANSWERS[ask.name] as Answering<StudyAskName>;
  return answering(ask, prepared, world);
}

const ANSWERS: { readonly [Name in StudyAskName]: Answering<Name> } = {
  drivers: async (_, { whole, plan, scenario }, world) => {
    const answer = await driversStudy({ plan: whole, scenario: idOf(scenario) }, world);
    const rows = tornadoRows(plan, answer).rows.map(({ name, ends, shareText }) => [
      name,
      ends === null ? "" : ends.low.askText,
      ends === null ? "" : ends.high.askText,
      shareText,
    ]);
    return {
      answer,
      text: parts(
        wrap(driversSentence(plan, answer).sentence),
        table(["Input", "Low", "High", "Share"], rows),
        wrap(sharesSentence(plan, answer, plan.actuals !== undefined)),
      ),
    };
  },
  bridge: async (_, { whole, plan, scenario }, world) => {
    const answer = await bridgeStudy({ plan: whole, scenario: idOf(scenario)! }, world);
    const labels = new Map(differencesInWords(whole, plan).map(({ pointer, label }) => [pointer, label]));
    const rows = answer.bars.map(({ pointers, figures: { spend, netValue } }) => [
      pointers.map((pointer) => labels.get(pointer) ?? pointer).join(", "),
      bridgeMoney(spend, plan.currency),
      bridgeMoney(netValue, plan.currency),
    ]);
    const { spend, netValue } = answer.total;
    const total = ["All changes", bridgeMoney(spend, plan.currency), bridgeMoney(netValue, plan.currency)];
    return {
      answer,
      text: parts(
        table(["Change", "Spend", "Net value"], [...rows, total]),
        wrap(averagesSentence(answer, plan.currency)),
      ),
    };
  },
  routes: async (ask, prepared, world) => {
    const { whole, plan, scenario } = prepared;
    const workload = workloadOf(ask.workload, prepared);
    const answer = await routeLabStudy({ plan: whole, scenario: idOf(scenario), workload, ...USUAL_CHECK }, world);
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
        options: answer.options.map(({ byWorld: _draws, ...option }) => option),
        tasksByWorld: undefined,
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
  caps: async (ask, prepared, world) => {
    const { whole, plan, scenario } = prepared;
    const workload = workloadOf(ask.workload, prepared);
    const answer = await capLabStudy({ plan: whole, scenario: idOf(scenario), workload, cap: ask.cap }, world);
    const unit = pluralOf(plan.workloads[workload]!.outcome.unit);
    const style = moneyStyle(plan.currency, Math.max(...answer.points.map(({ spend }) => spend.mean)));
    const rows = answer.points.map((point) => [
      capName(point, answer.unit, plan.currency),
      moneyAmong(style, point.spend.mean, resolutionOf(point.spend.error)),
      formatCount(point.outcomes.mean, resolutionOf(point.outcomes.error)),
      point.costPerOutcome === null ? "" : formatTaskMoney(plan.currency, point.costPerOutcome),
      formatMoney(plan.currency, point.netValue.mean, resolutionOf(point.netValue.error)),
    ]);
    return {
      answer,
      text: parts(
        wrap(capLabSentence(plan, answer).sentence),
        table(["Cap", "Spend", capital(unit), "Cost of one", "Net value"], rows),
      ),
    };
  },
  size: async (ask, prepared, world) => {
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
      world,
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
  targets: async (ask, { whole, plan, resolved, scenario }, world) => {
    const confidence = ask.confidence ?? resolved.budget.confidence;
    const { outcomes, discount } = ask;
    const answer = await targetsStudy({ plan: whole, scenario: idOf(scenario), confidence, outcomes, discount }, world);
    const unit = pluralOf(plan.workloads[answer.main ?? ""]?.outcome.unit);
    const wanted = outcomes === null ? null : `${formatCount(outcomes)} ${unit}`;
    return {
      answer,
      text: parts(
        wrap(budgetSentence(plan, answer, confidence, wanted).sentence),
        wrap(commitmentSentence(plan, answer, discount)),
        wrap(reserveSentence(plan, answer, confidence)),
      ),
    };
  },
  enough: async (_, { whole, plan, scenario }, world) => {
    const answer = await enoughStudy({ plan: whole, scenario: idOf(scenario) }, world);
    const rows = answer.levers
      .map((lever) => leverRow(plan, answer, lever))
      .map(({ name, needed, outcomes }) => [name, needed ?? "not enough alone", outcomes ?? ""]);
    return {
      answer,
      text: parts(
        wrap(enoughSentence(plan, answer)),
        rows.map((words) => wrap(`- ${words.filter((word) => word !== "").join("; ")}`, "  ")).join("\n"),
      ),
    };
  },
  stress: async (ask, { whole, plan, resolved, scenario }, world) => {
    const months = resolved.monthStarts.slice(0, -1).map(isoMonthOf);
    const month = months.indexOf(ask.month) + 1;
    if (month === 0)
      throw new Ended(
        EXIT.wrongUsage,
        `--month is ${ask.month}, and the plan's year is ${months[0]!} to ${months.at(-1)!}. Wanted: a month of it.`,
      );
    const answer = await reverseStressStudy({ plan: whole, scenario: idOf(scenario), month }, world);
    return { answer, text: parts(wrap(stressSentence(plan, answer))) };
  },
  year: async (ask, { whole, plan, resolved, scenario }, world) => {
    const rank = ask.rank ?? resolved.budget.confidence;
    const answer = await futureStudy({ plan: whole, scenario: idOf(scenario), rank }, world);
    const style = moneyStyle(plan.currency, answer.spend);
    const rows = answer.months.map(({ month, spend, cumulative }) => [
      formatMonth(month),
      moneyAmong(style, spend, 0),
      moneyAmong(style, cumulative, 0),
    ]);
    return {
      answer,
      text: parts(wrap(futureSentence(answer, plan)), table(["Month", "Spend", "So far"], rows)),
    };
  },
  pilots: async (_, { whole }, world) => {
    const answer = await pilotValueStudy({ plan: whole }, world);
    const sentences = pilotSentences(whole, answer);
    const none = "No mean of this plan rests on test runs, so none can be worth more.";
    return { answer, text: parts(...(sentences.length === 0 ? [none] : sentences).map((line) => wrap(line))) };
  },
};

function idOf(scenario: Prepared["scenario"]): string | null {
  return scenario?.id ?? null;
}

/** The workload that is asked about: the one named, or the only one there is. */
function workloadOf(named: string | null, { plan }: { readonly plan: Plan }): string {
  const ids = Object.keys(plan.workloads);
  if (named === null && ids.length === 1) return ids[0]!;
  if (named !== null && ids.includes(named)) return named;
  const known = ids.length === 0 ? "it has none" : `it has ${ids.join(", ")}`;
  throw new Ended(
    EXIT.wrongUsage,
    named === null
      ? `Say of which workload with --workload ID: ${known}.`
      : `The plan has no workload "${named}": ${known}.`,
  );
}

function parts(...texts: readonly string[]): string {
  return `${texts.filter((text) => text !== "").join("\n\n")}\n`;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
