import { sentenceCase } from "#shared/format/text.ts";
import { differenceAxis, DifferenceStrip } from "#shared/charts/compare/DifferenceStrip.tsx";
import { RuleDots } from "#shared/charts/value/RuleDots.tsx";
import { passesOf50, ruleDotsSentence, type RuleDotsProps } from "#shared/charts/value/ruleWords.ts";
import type { Decision } from "#shared/forecast/value/valueDocument.ts";
import { effectRuns, measuredWords, stampsWords } from "#shared/forecast/value/words/effectWords.ts";
import { foregoneRuns } from "#shared/forecast/value/words/foregoneWords.ts";
import { gateLines } from "#shared/forecast/value/words/gateWords.ts";
import { QUESTION_WORDS } from "#shared/forecast/value/words/questionWords.ts";
import { decisionsTitle } from "#shared/forecast/value/words/readingTitle.ts";
import { rowGrade } from "#shared/forecast/value/words/rowWords.ts";
import { runsOf, strong, type WordRun } from "#shared/forecast/words/runs.ts";
import {
  bestCutWords,
  consumptionWords,
  cutWords,
  decisionWords,
  limitWords,
  monthEnd,
  ruleRuns,
  worthRuns,
} from "#shared/forecast/value/words/ruleWords.ts";
import {
  findUse,
  lastDay,
  longDay,
  roughMoney,
  type ValueFacts,
  type ValueUse,
} from "#shared/forecast/value/words/valueFacts.ts";
import { ownerWords } from "#shared/forecast/value/words/ownerWords.ts";
import { readingWords } from "#shared/forecast/value/words/verbWords.ts";
import { withArticle } from "#shared/forecast/words/outcomeWords.ts";
import { formatChance } from "#shared/format/chances.ts";
import { isoDateOf } from "#shared/units.ts";
import type { Drawing } from "#shared/report/drawing.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { drawing, HUE, THEME } from "#shared/report/paper.ts";
import { paperRuns, paperText } from "#shared/report/text.ts";
import { evidenceDisc } from "./valuePart.tsx";
import type { DuePart } from "./valueParts.ts";

const DOTS = { width: 170, height: 62 };
const EFFECT_STRIP = { width: 170, height: 20 };

const PLACE: Readonly<Record<Decision["state"], number>> = { overdue: 0, due: 1, later: 1, none: 2 };

/** "Decisions due": overdue first, then by date, then those without one. Null where nothing is to be decided. */
export function duePart({ value, resolved }: ReportInput): DuePart | null {
  if (value === null || value.answer.portfolio.withCase === 0 || value.answer.decisions.length === 0) return null;
  const facts: ValueFacts = { answer: value.answer, plan: resolved };
  const sorted = value.answer.decisions.toSorted(
    (one, other) => PLACE[one.state] - PLACE[other.state] || byDate(one.on, other.on),
  );
  return {
    title: decisionsTitle(facts),
    note: "Each rule was written before its figures were known. A dot is one simulated year in 50; filled dots pass.",
    decisions: sorted.flatMap((decision) => {
      const use = findUse(facts, decision.workload);
      return use === undefined ? [] : [blockOf(facts, use, decision, value.observed[use.id] ?? null)];
    }),
  };
}

function byDate(one: string | null, other: string | null): number {
  if (one === other) return 0;
  return one === null || (other !== null && one > other) ? 1 : -1;
}

function blockOf(
  facts: ValueFacts,
  use: ValueUse,
  decision: Decision,
  observed: readonly number[] | null,
): DuePart["decisions"][number] {
  const { workload, value } = use;
  const dots = observed === null || workload.gate === null ? null : dotsOf(facts, use, observed);
  const chart = dots === null ? effectStrip(use) : dotsDrawing(dots);
  const [open] = value.open;
  return {
    disc: evidenceDisc(rowGrade(use)),
    name: paperText(workload.name, 60),
    reading: readingWords(value),
    when: decisionWords(facts, use.id),
    isOverdue: decision.state === "overdue",
    rule: paperRuns(ruleRuns(facts, use)),
    chart,
    chartWords: paperRuns(dots === null ? (chart === null ? [] : effectRuns(use)) : passRuns(dots, decision)),
    facts: factsOf(facts, use, dots === null).map(({ name, value: runs }) => ({ name, value: paperRuns(runs) })),
    open: open === undefined ? null : `Open: ${QUESTION_WORDS[open]}`,
    signature: `Kept, retired or changed: ${workload.owner === null ? "no owner" : paperText(workload.owner, 50)}`,
  };
}

/** What will be observed on the day in fifty simulated years, with the cut of the rule. */
function dotsOf(facts: ValueFacts, use: ValueUse, observed: readonly number[]): RuleDotsProps {
  const { keepIf, decideOn } = use.workload.gate!;
  const { side } = limitWords(facts, use, keepIf);
  const day = longDay(facts, monthEnd(decideOn));
  return {
    observed,
    cut: {
      value: keepIf.what === "costPerOutcome" ? keepIf.atMost : keepIf.atLeast,
      side: side === "at most" ? "atMost" : "atLeast",
    },
    best: null,
    format: (amount) => cutWords(facts, use, keepIf, amount),
    axis:
      keepIf.what === "benefit"
        ? `benefit to ${day}`
        : keepIf.what === "change"
          ? `change by ${day}`
          : `cost of ${withArticle(paperText(use.workload.outcome.unit, 40))} to ${day}`,
    hasBlock: keepIf.what !== "costPerOutcome",
    labelsCut: true,
    theme: THEME,
    hue: HUE,
    ...DOTS,
  };
}

function dotsDrawing(dots: RuleDotsProps): Drawing {
  return drawing(<RuleDots {...dots} />, DOTS.width, ruleDotsSentence(dots));
}

function passRuns(dots: RuleDotsProps, { state }: Decision): WordRun[] {
  const passing = passesOf50(dots);
  if (state !== "overdue") return runsOf(strong(`${passing} of 50`), ` pass: ${dots.axis}.`);
  return runsOf(
    `The day has passed; by the rule it is ${passing >= dots.observed.length / 2 ? "kept" : "stopped"}. Nobody has recorded it.`,
  );
}

/** The range of the measured change, where there is no rule to draw. */
function effectStrip({ workload, value: { effect } }: ValueUse): Drawing | null {
  const metric = workload.case?.metric ?? null;
  if (metric === null || effect === null || "refused" in effect) return null;
  const { p10, p50, p90 } = effect.quantiles;
  const difference = { p10: Math.min(p10, p90), mean: p50, p90: Math.max(p10, p90) };
  const sentence = `${sentenceCase(metric.name)}: the range of its change`;
  return drawing(
    <DifferenceStrip
      difference={difference}
      {...differenceAxis([difference])}
      {...EFFECT_STRIP}
      theme={THEME}
      hue={HUE}
      sentence={sentence}
    />,
    EFFECT_STRIP.width,
    sentence,
  );
}

interface Fact {
  readonly name: string;
  readonly value: WordRun[];
}

function factsOf(facts: ValueFacts, use: ValueUse, effectIsDrawn: boolean): Fact[] {
  const { value } = use;
  const consumption = consumptionWords(value);
  return [
    ...(consumption === null ? [] : [{ name: "Warning", value: runsOf(consumption) }]),
    { name: "Deciding then", value: worthFact(facts, use) },
    { name: "Evidence", value: evidenceFact(facts, use, effectIsDrawn) },
    { name: "Pays back", value: paysFact(facts, use) },
    ...(value.ifCut === null
      ? []
      : [
          {
            name: `If cut on ${longDay(facts, value.ifCut.from)}`,
            value: runsOf(
              "saves ",
              strong(roughMoney(facts, value.ifCut.saves.mean)),
              ", ",
              ...foregoneRuns(facts.plan.currency, value.ifCut.givesUp.mean),
            ),
          },
        ]),
    {
      name: "Owner",
      value: runsOf(ownerWords(use)),
    },
    { name: "What would change it", value: runsOf(changeFact(facts, use)) },
  ];
}

function worthFact(facts: ValueFacts, use: ValueUse): WordRun[] {
  if (use.workload.gate === null) return runsOf("needs a date and a rule");
  const worth = worthRuns(facts, use);
  const best = bestCutWords(facts, use);
  return worth === null ? runsOf("not known") : [...worth, ...(best === null ? [] : runsOf(` ${sentenceCase(best)}.`))];
}

function evidenceFact(facts: ValueFacts, use: ValueUse, effectIsDrawn: boolean): WordRun[] {
  const stamps = stampsWords(use, facts);
  const measured = sentenceCase(measuredWords(use));
  const isSaid = effectIsDrawn || use.value.effect === null || "refused" in use.value.effect;
  return runsOf(`${measured}.`, ...(isSaid ? [] : [" ", ...effectRuns(use)]), stamps === "" ? "" : ` ${stamps}`);
}

function paysFact(facts: ValueFacts, { value: { pays } }: ValueUse): WordRun[] {
  if (pays === null) return runsOf("not known: it has no case");
  const end = longDay(facts, isoDateOf(lastDay(facts.plan)));
  const half = pays.quantiles.p50;
  return runsOf(
    strong(formatChance(pays.probability)),
    half === null ? ` by ${end}` : ` by ${end}, half of the years by ${longDay(facts, half)}`,
  );
}

/** The gate with the least chance, and how it is known: what would open it. */
function changeFact(facts: ValueFacts, use: ValueUse): string {
  const lines = gateLines(facts, use);
  if (lines.length === 0) return "answers to the five questions";
  const weakest = (use.value.gates ?? []).reduce((least, gate) => (gate.chance < least.chance ? gate : least));
  if (weakest.chance === 1) return "every gate is open";
  const line = lines.find(({ gate }) => gate === weakest.gate)!;
  return `${line.name}: open in ${formatChance(weakest.chance)} (${line.known})`;
}
