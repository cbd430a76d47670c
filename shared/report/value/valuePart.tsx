import { IntervalStrip } from "#shared/charts/base/IntervalStrip.tsx";
import { differenceAxis, DifferenceStrip } from "#shared/charts/compare/DifferenceStrip.tsx";
import { type Grade, EvidenceDisc } from "#shared/charts/inputs/EvidenceDisc.tsx";
import { type ClaimPair, ClaimPairs, claimPairsSentence } from "#shared/charts/value/ClaimPairs.tsx";
import { type QuadrantUse, quadrantSentence } from "#shared/charts/value/quadrantWords.ts";
import { UseQuadrant } from "#shared/charts/value/UseQuadrant.tsx";
import { classWords, valueAnswerRuns } from "#shared/forecast/value/words/answerWords.ts";
import { QUESTION_NAMES } from "#shared/forecast/value/words/questionWords.ts";
import { readingTitle } from "#shared/forecast/value/words/readingTitle.ts";
import {
  firstUse,
  quadrantNote,
  quadrantWords,
  tableOfUses,
  type UseRow,
} from "#shared/forecast/value/words/rowWords.ts";
import { runsOf, strong } from "#shared/forecast/words/runs.ts";
import { stripTop, tilesNote, valueTiles, type TileStrip } from "#shared/forecast/value/words/tileWords.ts";
import { findUse, roughMoney, usesOf, type ValueFacts } from "#shared/forecast/value/words/valueFacts.ts";
import { shortVerb } from "#shared/forecast/value/words/verbWords.ts";
import { formatFiscalYear } from "#shared/format/dates.ts";
import type { Drawing } from "#shared/report/drawing.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { drawing, HUE, THEME } from "#shared/report/paper.ts";
import { type Run, paperRuns, paperText } from "#shared/report/text.ts";
import type { UsePart, ValuePart } from "./valueParts.ts";

const STRIP = { width: 52, height: 10 };
const QUADRANT = { width: 241, height: 190 };
const CLAIMS_WIDTH = 245;
/** Claims that are held against what is likely. */
const CLAIMS_SHOWN = 3;
const DISC_SIZE = 6.4;

/** "What we get for it". Null where no use has a case. */
export function valuePart({ value, resolved, scenarioName }: ReportInput): ValuePart | null {
  if (value === null || value.answer.portfolio.withCase === 0) return null;
  const facts: ValueFacts = { answer: value.answer, plan: resolved };
  const selected = firstUse(facts, value.spends);
  const table = tableOfUses(facts);
  return {
    title: paperText(readingTitle(facts), 160),
    answer: paperRuns(
      valueAnswerRuns(facts, scenarioName).flatMap((line, i) => (i === 0 ? line : [{ text: " " }, ...line])),
    ),
    tilesNote: tilesNote(facts),
    tiles: valueTiles(facts, selected).map((tile) => ({
      heading: tile.heading,
      figure: tile.figure === null ? null : paperText(tile.figure, 60),
      note: paperText(tile.note, 160),
      strip: tile.figure === null || tile.strip === null ? null : tileStrip(tile.strip, tile.heading),
    })),
    quadrant: quadrantOf(facts, selected),
    claims: claimsOf(facts),
    cutHead: table.cutHead,
    uses: table.rows.map((row) => usePart(facts, row)),
    together: table.together,
    foot: footOf(facts),
  };
}

function tileStrip(strip: TileStrip, heading: string): Drawing {
  const { p10, p50, p90 } = strip;
  const difference = { p10, mean: p50, p90 };
  const shared = { ...STRIP, theme: THEME, hue: HUE, sentence: `${heading}, 8 in 10 simulated years` };
  return drawing(
    strip.kind === "change" ? (
      <DifferenceStrip difference={difference} {...differenceAxis([difference])} {...shared} />
    ) : (
      <IntervalStrip interval={strip} top={stripTop(strip)} needed={strip.needed} ticks={[]} {...shared} />
    ),
    STRIP.width,
    shared.sentence,
  );
}

function quadrantOf(facts: ValueFacts, selected: string | null): ValuePart["quadrant"] {
  const uses: QuadrantUse[] = usesOf(facts).flatMap(({ id, workload, value }) =>
    value.quadrant === null
      ? []
      : [
          {
            id,
            name: paperText(workload.name, 40),
            verb: shortVerb(value),
            ellipse: value.quadrant.ellipse,
            lockedMiddle: value.quadrant.lockedMiddle,
          },
        ],
  );
  if (uses.length === 0) return null;
  const use = findUse(facts, selected);
  const words = use === undefined ? null : quadrantWords(use);
  const note = quadrantNote(facts);
  return {
    chart: drawing(
      <UseQuadrant uses={uses} selected={selected} theme={THEME} hue={HUE} {...QUADRANT} />,
      QUADRANT.width,
      quadrantSentence({ uses }),
    ),
    sentence: paperRuns([
      ...(words === null ? [] : runsOf(words.before, strong(words.count), words.after)),
      ...runsOf(note === "" ? "" : ` ${note}`),
    ]),
  };
}

/** The largest claims, each with what is likely of it; none: nothing is claimed. */
export function largestClaims(facts: ValueFacts): ClaimPair[] {
  return usesOf(facts)
    .flatMap(({ workload, value }): ClaimPair[] =>
      value.benefit === null || !(value.claimed.mean > 0)
        ? []
        : [
            {
              name: paperText(workload.name, 50),
              claimed: { mean: value.claimed.mean, words: roughMoney(facts, value.claimed.mean) },
              likely: {
                ...value.benefit.quantiles,
                mean: value.benefit.mean,
                words: roughMoney(facts, value.benefit.mean),
              },
            },
          ],
    )
    .toSorted((one, other) => other.claimed.mean - one.claimed.mean)
    .slice(0, CLAIMS_SHOWN);
}

function claimsOf(facts: ValueFacts): ValuePart["claims"] {
  const { currency, start, monthStarts } = facts.plan;
  const pairs = largestClaims(facts);
  if (pairs.length === 0) return null;
  const chart = <ClaimPairs pairs={pairs} currency={currency} theme={THEME} hue={HUE} width={CLAIMS_WIDTH} />;
  return {
    chart: drawing(chart, CLAIMS_WIDTH, claimPairsSentence({ pairs })),
    note: `The ${pairs.length === 1 ? "claim" : "largest claims"}, benefit of ${formatFiscalYear(start, monthStarts.length - 1)}. Gray: what the case says if everything comes true. Blue: what reaches the accounts, 8 in 10 simulated years, its mean beside it; the mark is the middle estimate.`,
  };
}

function usePart(facts: ValueFacts, row: UseRow): UsePart {
  const open = row.questions.filter(({ isAnswered }) => !isAnswered).map(({ question }) => QUESTION_NAMES[question]);
  return {
    disc: evidenceDisc(row.grade),
    name: paperText(row.name, 60),
    open: open.length === 0 ? "none" : open.length === row.questions.length ? "all five" : open.join(", "),
    owner: paperText(row.owner.text, 50),
    ownerAfter: paperText(row.owner.after, 60),
    measured: row.measured.text,
    pays: row.pays.text,
    paysAfter: row.pays.after,
    cost: row.cost.text,
    saves: row.saves.text,
    givesUp: row.givesUp.text,
    decide: row.decide.text,
    isOverdue: row.decide.isOverdue,
    reading: row.reading.verb,
    readingAfter: row.reading.after,
    isFaint: !isMeasured(facts, row.id),
  };
}

function isMeasured({ answer }: ValueFacts, id: string): boolean {
  const effect = answer.workloads[id]?.effect ?? null;
  return effect !== null && "quantiles" in effect;
}

/** How well a use is measured, as the register's discs say it. */
export function evidenceDisc(grade: Grade): Drawing {
  return drawing(<EvidenceDisc grade={grade} size={DISC_SIZE} theme={THEME} />, DISC_SIZE, grade);
}

function footOf({ plan }: ValueFacts): Run[] {
  return paperRuns(
    runsOf(
      strong("Reaches the money: "),
      "shows in the accounts, not only in hours. ",
      strong("Class: "),
      `of pilots like these about ${classWords(plan.value.baseRate)} shows in the profit and loss account (surveys, contested). `,
      strong("Control: "),
      "a similar group without it; what moves both is not its effect. ",
      strong("12 + 6: "),
      "months before and after. ",
      strong("Gives up: "),
      "the benefit that a saving loses. No figure describes a person.",
    ),
  );
}
