import { formatCount } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { moneyAmong, moneyStyle } from "#shared/format/money.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { differencesInWords } from "#shared/report/differences/differenceWords.ts";
import { bridgeStudy } from "#shared/studies/bridge/bridge.ts";
import { averagesSentence, bridgeMoney } from "#shared/studies/bridge/bridgeWords.ts";
import { driversStudy } from "#shared/studies/drivers.ts";
import { tornadoRows, sharesSentence } from "#shared/studies/driverRows.ts";
import { driversSentence, trialSentence, pilotSentences } from "#shared/studies/driverWords.ts";
import { enoughStudy } from "#shared/studies/targets/enough.ts";
import { enoughSentence, leverRow } from "#shared/studies/targets/enoughWords.ts";
import { trialStudy } from "#shared/studies/trialStory.ts";
import { pilotValueStudy } from "#shared/studies/pilotValue.ts";
import { reverseStressStudy } from "#shared/studies/targets/reverseStress.ts";
import type { StudyContext } from "#shared/studies/study.ts";
import { targetsStudy } from "#shared/studies/targets/targets.ts";
import {
  commitmentSentence,
  reserveSentence,
  stressSentence,
  targetsAnswer,
} from "#shared/studies/targets/targetWords.ts";
import { isoMonthOf } from "#shared/units.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import type { Prepared } from "#electron/cli/forecast/forecastRun.ts";
import { table, wrap } from "#electron/cli/text.ts";
import { smallestModelStudy } from "#shared/studies/smallestModel.ts";
import { smallestModelRow, smallestModelSentence } from "#shared/studies/smallestModelWords.ts";
import { idOf, parts, type Answering, type StudyAnswer } from "./answering.ts";
import { answerContracts } from "./contractAnswers.ts";
import { WORKLOAD_ANSWERS } from "./workloadAnswers.ts";
import type { StudyAsk, StudyAskName } from "./studyAsk.ts";

/** Asks a study of a prepared plan. Throws `Ended` where the plan has not what is asked about. */
export async function answerStudy(ask: StudyAsk, prepared: Prepared, context: StudyContext): Promise<StudyAnswer> {
  // The table's entry for a name takes the asks of that name; TypeScript cannot follow the key.
  const answering = ANSWERS[ask.name] as Answering<StudyAskName>;
  return answering(ask, prepared, context);
}

const ANSWERS: { readonly [Name in StudyAskName]: Answering<Name> } = {
  models: async (ask, { whole, plan, scenario }, context) => {
    const answer = await smallestModelStudy({ plan: whole, scenario: idOf(scenario), share: ask.share }, context);
    const lines = answer.workloads
      .map((one) => smallestModelRow(plan, one))
      .map(({ name, model, success, cost, today }) =>
        wrap(`- ${name}: ${model ?? "no model alone"}; ${success}; ${cost}; today: ${today}`, "  "),
      );
    return { answer, text: parts(wrap(smallestModelSentence(plan, answer)), lines.join("\n")) };
  },
  drivers: async (_, { whole, plan, scenario }, context) => {
    const answer = await driversStudy({ plan: whole, scenario: idOf(scenario) }, context);
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
  bridge: async (_, { whole, plan, scenario }, context) => {
    const answer = await bridgeStudy({ plan: whole, scenario: idOf(scenario)! }, context);
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
  ...WORKLOAD_ANSWERS,
  contracts: answerContracts,
  targets: async (ask, { whole, plan, resolved, scenario }, context) => {
    const confidence = ask.confidence ?? resolved.budget.confidence;
    const { outcomes, discount } = ask;
    const answer = await targetsStudy(
      { plan: whole, scenario: idOf(scenario), confidence, outcomes, discount },
      context,
    );
    const unit = pluralOf(plan.workloads[answer.main ?? ""]?.outcome.unit);
    const wanted = outcomes === null ? null : `${formatCount(outcomes)} ${unit}`;
    return {
      answer,
      text: parts(
        wrap(targetsAnswer(plan, answer, confidence, wanted, discount).sentence),
        wrap(commitmentSentence(plan, answer, discount)),
        wrap(reserveSentence(plan, answer, confidence)),
      ),
    };
  },
  enough: async (_, { whole, plan, scenario }, context) => {
    const answer = await enoughStudy({ plan: whole, scenario: idOf(scenario) }, context);
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
  stress: async (ask, { whole, plan, resolved, scenario }, context) => {
    const months = resolved.monthStarts.slice(0, -1).map(isoMonthOf);
    const month = months.indexOf(ask.month) + 1;
    if (month === 0)
      throw new Ended(
        EXIT.wrongUsage,
        `--month is ${ask.month}, and the plan's year is ${months[0]!} to ${months.at(-1)!}. Wanted: a month of it.`,
      );
    const answer = await reverseStressStudy({ plan: whole, scenario: idOf(scenario), month }, context);
    return { answer, text: parts(wrap(stressSentence(plan, answer))) };
  },
  year: async (ask, { whole, plan, resolved, scenario }, context) => {
    const rank = ask.rank ?? resolved.budget.confidence;
    const answer = await trialStudy({ plan: whole, scenario: idOf(scenario), rank }, context);
    const style = moneyStyle(plan.currency, answer.spend);
    const rows = answer.months.map(({ month, spend, cumulative }) => [
      formatMonth(month),
      moneyAmong(style, spend, 0),
      moneyAmong(style, cumulative, 0),
    ]);
    return {
      answer,
      text: parts(wrap(trialSentence(answer, plan)), table(["Month", "Spend", "So far"], rows)),
    };
  },
  pilots: async (_, { whole }, context) => {
    const answer = await pilotValueStudy({ plan: whole }, context);
    const sentences = pilotSentences(whole, answer);
    const none = "No mean of this plan rests on test runs, so more of them would change nothing.";
    return { answer, text: parts(...(sentences.length === 0 ? [none] : sentences).map((line) => wrap(line))) };
  },
};
