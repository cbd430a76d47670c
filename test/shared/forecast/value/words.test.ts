import { beforeAll, describe, expect, it } from "vitest";
import type { ValueAnswer, WorkloadValue } from "#shared/forecast/value/valueDocument.ts";
import { classWords, valueAnswerRuns } from "#shared/forecast/value/words/answerWords.ts";
import { givesUpRuns } from "#shared/forecast/value/words/foregoneWords.ts";
import {
  changeRangeWords,
  changeWords,
  effectRuns,
  measuredWords,
  stampsWords,
  stampWords,
  waitingForMonths,
} from "#shared/forecast/value/words/effectWords.ts";
import { gateLines, likelihoodWords } from "#shared/forecast/value/words/gateWords.ts";
import {
  firstUse,
  quadrantNote,
  questionsSpoken,
  rowSpoken,
  sortedRows,
  tableOfUses,
} from "#shared/forecast/value/words/rowWords.ts";
import {
  bestCutWords,
  consumptionWords,
  decisionWords,
  ruleRuns,
  worthRuns,
} from "#shared/forecast/value/words/ruleWords.ts";
import { plainWords } from "#shared/forecast/words/runs.ts";
import { fileOfUses } from "#shared/forecast/value/words/fileTable.ts";
import { ownerWords } from "#shared/forecast/value/words/ownerWords.ts";
import { valueSheet } from "#shared/report/workbook/valueSheet.ts";
import { sightSteps } from "#shared/forecast/value/words/sightSteps.ts";
import { stripTop, valueTiles, type TileStrip, type ValueTile } from "#shared/forecast/value/words/tileWords.ts";
import { findUse, type ValueFacts, type ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import { readingOf, readingWords, unmeasuredWords } from "#shared/forecast/value/words/verbWords.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { valueStudy, type ValueStudy } from "#shared/studies/value.ts";
import { aStudyContext } from "#test/shared/studies/aStudyContext.ts";
import { aValuePlan } from "./aValuePlan.ts";

const TRIALS = 400;

async function factsOf(plan: Plan): Promise<ValueFacts & { readonly study: ValueStudy }> {
  const study = await valueStudy({ plan, scenario: null, original: null }, aStudyContext(TRIALS));
  return { answer: study.answer, plan: resolvePlan(plan), study };
}

let facts: Awaited<ReturnType<typeof factsOf>>;
beforeAll(async () => {
  facts = await factsOf(aValuePlan());
}, 60_000);

/** The same facts with another answer. */
function withAnswer(change: (answer: ValueAnswer) => Partial<ValueAnswer>): ValueFacts {
  return { plan: facts.plan, answer: { ...facts.answer, ...change(facts.answer) } };
}

/** A use with another value. */
function useWith(id: string, change: Partial<WorkloadValue>): ValueUse {
  const use = findUse(facts, id)!;
  return { ...use, value: { ...use.value, ...change } };
}

describe("the answer", () => {
  it("counts the uses that are likely to pay back, what is missing, and what is due", () => {
    const [first, second] = valueAnswerRuns(facts).map(plainWords);
    expect(first).toBe(
      "1 of 4 uses is likely to pay back by December 31; 1 has no case, 1 no owner, 1 an owner who answers for nothing. 1 decision is due by June 30.",
    );
    expect(second).toMatch(
      /^Together they bring \$[\d.,]+M? of the \$8\.8M that their cases claim; 8 in 10 simulated years lie between \$[\d.,]+M? and \$[\d.,]+M?\.$/,
    );
  });

  it("says overdue decisions, and that no use is likely", () => {
    const overdue = withAnswer(({ workloads, decisions }) => ({
      workloads: Object.fromEntries(
        Object.entries(workloads).map(([id, value]) => [
          id,
          { ...value, pays: value.pays === null ? null : { ...value.pays, probability: 0.1 } },
        ]),
      ),
      decisions: [...decisions, { workload: "triage", on: "2027-03-31", state: "overdue" }],
    }));
    expect(plainWords(valueAnswerRuns(overdue)[0]!)).toBe(
      "No use is likely to pay back by December 31; 1 has no case, 1 no owner, 1 an owner who answers for nothing. 1 decision is due by June 30; 1 is overdue.",
    );
  });

  it("shows with a saving the benefit that it gives up", () => {
    expect(plainWords(givesUpRuns("USD", "Route and month cap", 1.6e6, 3e5))).toBe(
      "Route and month cap saves $1.6M and gives up $300,000 of benefit.",
    );
  });

  it("says what a plan without a case does not say yet", async () => {
    const plan = aValuePlan();
    const bare = await factsOf({
      ...plan,
      workloads: Object.fromEntries(
        Object.entries(plan.workloads).map(([id, { case: _, gate: __, ...rest }]) => [id, rest]),
      ),
    });
    expect(valueAnswerRuns(bare).map(plainWords)).toEqual([
      "This plan says what AI will cost, not yet what it should change. Of pilots like these about 1 in 20 shows in the profit and loss account; five questions decide whether yours is one.",
    ]);
    const tiles = valueTiles(bare, null);
    expect(tiles.filter(({ figure }) => figure === null).map(({ note }) => note)).toEqual([
      "No baseline yet. Enter six months from before the start",
      "No time is measured",
      "Needs a case: what would it change?",
      "Nobody has counted who works differently",
      "No case yet that could be compared",
    ]);
    expect(classWords(0.29)).toBe("29%");
  });
});

describe("the tiles", () => {
  it("show what is known, and never a 0 for what is not", () => {
    const tiles = valueTiles(facts, "coding");
    expect(tiles.map(({ heading, figure }) => `${heading}: ${figure ?? "–"}`)).toEqual([
      "Outcomes improved: 2 of 2 better",
      "Cycle time: 19% shorter",
      expect.stringMatching(/^Revenue gained or cost cut: \$[\d.,]+M this year$/),
      "Behavior changed: 310 of 1,200 people",
      expect.stringMatching(/^Cost of a completed outcome: \$[\d.]+ a merged pull request$/),
      "Accepted or acted on: 77%",
      "A person stepped in: 9%, exceptions 3%",
      "Against the original case: –",
    ]);
    expect(tiles[3]).toMatchObject({ note: "26%, 8 in 10: 24 to 27; the case needs 40%" });
    const few = withAnswer((own) => ({
      tiles: {
        ...own.tiles,
        accepted: [{ workload: "coding", of: 1_000, n: 820, p10: 0.804, p90: 0.835, from: "closed months" }],
      },
    }));
    expect(valueTiles(few, null)[5]).toMatchObject({
      figure: "82%",
      note: "820 of 1,000 tasks in closed months: 80 to 84%",
    });
    expect(tiles[7]).toMatchObject({ note: "No case is locked: it can still move", link: { words: "Lock it" } });
  });

  it("mark on the strip of behavior what the case needs, which lies within its axis", () => {
    const { strip } = valueTiles(facts, "coding").find(
      (tile) => tile.id === "behaviour" && tile.figure !== null,
    ) as ValueTile & { readonly strip: TileStrip };
    expect(strip.needed).toBe(findUse(facts, "coding")!.workload.case!.behaviour!.needed);
    expect(stripTop({ ...strip, needed: 2 * strip.p90 })).toBeGreaterThan(2 * strip.p90);
  });

  it("withhold a group of fewer than ten people", () => {
    const small = withAnswer(({ tiles }) => ({ tiles: { ...tiles, behaviour: [] } }));
    expect(valueTiles(small, null)[3]).toMatchObject({
      figure: null,
      note: "Fewer than 10 people: not shown.",
      link: null,
    });
  });

  it("hold the benefit to date against the locked case", () => {
    const locked = withAnswer(({ tiles }) => ({
      original: { hash: "a", date: "2026-12-01" },
      tiles: { ...tiles, againstCase: { toDate: { benefit: 90_000, case: 690_000, share: 0.13 }, year: null } },
    }));
    expect(valueTiles(locked, null)[7]).toMatchObject({
      figure: "13%",
      note: "$90,000 of $690,000 to March 31; case of December 1, 2026",
    });
  });
});

describe("the table", () => {
  it("keeps the plan's order, and is sorted by money, chance or date, never by owner", () => {
    const { rows } = tableOfUses(facts);
    const ids = (order: Parameters<typeof sortedRows>[1]): string[] => sortedRows(rows, order).map(({ id }) => id);
    expect(ids("plan")).toEqual(["coding", "review", "triage", "seats"]);
    expect(ids("money")[0]).toBe("coding");
    expect(ids("chance")[0]).toBe("review");
    expect(ids("date")).toEqual(["coding", "review", "triage", "seats"]);
    expect(firstUse(facts, facts.study.spends)).toBe("coding");
  });

  it("says each cell in words", () => {
    const [coding, review, triage, seats] = tableOfUses(facts).rows;
    expect(coding).toMatchObject({
      owner: { text: "VP Engineering", after: "bonus" },
      measured: { text: "12 + 6 months, control" },
      decide: { text: "Jun 30", isOverdue: false },
    });
    expect(review!.pays.after).toMatch(/^by /);
    expect(triage).toMatchObject({
      owner: { text: "Head of SRE", after: "answers for nothing" },
      measured: { text: "no baseline" },
      decide: { text: "no date" },
    });
    expect(seats).toMatchObject({
      owner: { text: "Nobody" },
      pays: { text: "needs a case" },
      givesUp: { text: "not known" },
      reading: { verb: "No case" },
    });
    expect(questionsSpoken(triage!)).toBe("1 of 5 answered; open: outcome, workflow, owner, behavior");
    expect(rowSpoken(seats!)).toBe(
      "IDE assistant, needs a case, decision no date, reading: no case, four questions open",
    );
    expect(rowSpoken(coding!)).toMatch(
      /^Agentic coding, pays back in \d+ of 50 simulated years, decision Jun 30, reading: /,
    );
  });

  it("names below the quadrant what it does not place, what lies beyond, and what its hollow dots are", () => {
    expect(quadrantNote(facts)).toBe("Not placed: IDE assistant (no claim).");
    const quadrant = findUse(facts, "coding")!.value.quadrant!;
    const moved = withAnswer(({ workloads }) => ({
      original: { hash: "0", date: "2026-12-01" },
      workloads: {
        ...workloads,
        coding: {
          ...workloads["coding"]!,
          quadrant: {
            ...quadrant,
            ellipse: { ...quadrant.ellipse, impact: 1.6 },
            lockedMiddle: { use: 1, impact: 0.8 },
          },
        },
      },
    }));
    expect(quadrantNote(moved)).toBe(
      "Hollow: as locked on December 1, 2026. 1 beyond the axes: Agentic coding. Not placed: IDE assistant (no claim).",
    );
  });

  it("has both figures wherever it has a saving", () => {
    for (const { saves, givesUp } of tableOfUses(facts).rows) expect(saves.isUnknown).toBe(givesUp.isUnknown);
  });

  it("says how well an outcome is measured", () => {
    const use = findUse(facts, "coding")!;
    const metric = use.workload.case!.metric!;
    const { control: _, ...alone } = metric;
    const measured = (other: typeof metric, effect = use.value.effect): string =>
      measuredWords({
        workload: { ...use.workload, case: { ...use.workload.case!, metric: other } },
        value: { ...use.value, effect },
      });
    expect(measured(alone)).toBe("12 + 6, no control");
    expect(measured({ ...metric, after: { from: "2026-10", values: [7, 8] } }, { refused: "" })).toBe(
      "12 + 2, too few months",
    );
  });
});

describe("the owner", () => {
  const owned = (owner: string | null, answersFor?: string | null) => ({
    workload: {
      owner,
      case: answersFor === undefined ? null : { ...findUse(facts, "coding")!.workload.case!, answersFor },
    },
  });

  it("is named with what it answers for, and nobody is said where there is none", () => {
    expect(ownerWords(owned("VP Engineering", "bonus"))).toBe("VP Engineering, answers for bonus");
    expect(ownerWords(owned("VP Engineering", null))).toBe("VP Engineering, answers for nothing");
    expect(ownerWords(owned("VP Engineering", "Nobody"))).toBe("VP Engineering, answers for nothing");
    expect(ownerWords(owned("VP Engineering"))).toBe("VP Engineering");
    expect(ownerWords(owned(null, "bonus"))).toBe("nobody");
  });

  it("answers for the same on the screen, in the file and in the workbook", () => {
    const stakes = fileOfUses(facts).rows.map((row) => row[3]);
    expect(stakes).toEqual(["bonus", "team target", "nothing", null]);
    const column = valueSheet(facts)
      .rows.slice(12, 16)
      .map((row) => row[3]);
    expect(column).toEqual(stakes.map((words) => (words === null ? {} : { text: words })));
  });
});

describe("readings", () => {
  it.each([
    ["expand", "Expand, once it has an owner"],
    ["fix", "Fix or retire, used, not useful"],
    ["target", "Keep, widen with care"],
    ["retire", "Retire, little used, not useful"],
    ["intervene", "Intervene, expensive and uncertain"],
    ["experiment", "Experiment, and set a date"],
    ["wait", "Too early to say"],
    [null, "No case, one question open"],
  ] as const)("%s reads %s", (verb, words) => {
    expect(readingWords({ verb, open: ["owner"] })).toBe(words);
  });

  it("name the gates that nobody has measured", () => {
    expect(unmeasuredWords(findUse(facts, "coding")!.value.gates)).toBe(
      "Two gates are not measured: reaches the money, outlives the pilot.",
    );
    expect(readingOf({ verb: "expand", open: [] }).after).toBe("");
  });
});

describe("the gates", () => {
  it("say how each is known, and count those that go on", () => {
    const lines = gateLines(facts, findUse(facts, "coding")!);
    expect(lines.map(({ name, known }) => `${name}: ${known}`)).toEqual([
      "It works: over 1,000 times as likely as no change",
      "People changed: 310 of 1,200: 65% of the need",
      expect.stringMatching(/^The workflow takes it: 360 to 460 a day; [\d,]+ wait$/),
      "It reaches the money: as for such pilots; nothing booked",
      "It outlives the pilot: as for such pilots",
    ]);
    expect(lines.map(({ goOn }) => goOn)).toEqual([50, 50, 50, 27, 15]);
    expect(likelihoodWords(36.4)).toBe("36 times as likely as no change");
    expect(likelihoodWords(0.3)).toBe("no change is 3.3 times as likely");
    expect(likelihoodWords(1)).toBe("about as likely as no change");
  });
});

describe("the effect", () => {
  it("says how far the metric moved, and how the months speak for the claim", () => {
    const quantiles = { p10: -0.27, p50: -0.2, p90: -0.12 } as never;
    const effect = { quantiles, better: 0.99, grade: "measured", before: 12, after: 6 };
    const gates = [{ gate: "works", by: "measured", chance: 0.98, bayesFactor: 37 }] as const;
    expect(plainWords(effectRuns(useWith("coding", { effect, gates })))).toBe(
      "Days from first commit to release fell by 20%, 8 in 10 between 12 and 27%; these months are 37 times as likely if the claim is true as if nothing changed.",
    );
    const open = { ...effect, better: 0.7, quantiles: { p10: -0.14, p50: -0.05, p90: 0.03 } as never };
    expect(plainWords(effectRuns(useWith("coding", { effect: open })))).toBe(
      "Days from first commit to release: from 14% less to 3% more: not decided. Three more months would narrow it.",
    );
    expect(changeRangeWords({ scale: "log" }, -0.14, 0.03)).toBe("14% less to 3% more");
    expect(changeWords({ scale: "level" }, 1.234)).toBe("1.2 more");
  });

  it("stamps what counting does not see", () => {
    const use = findUse(facts, "coding")!;
    const metric = use.workload.case!.metric!;
    const { before: _, after: __, ...unmeasured } = metric;
    const withMetric = (own: typeof metric): ValueUse => ({
      ...use,
      workload: { ...use.workload, case: { ...use.workload.case!, metric: own } },
    });
    // Where nothing is measured after, there is nothing to be careful of.
    expect(stampsWords({ ...withMetric(unmeasured), value: { ...use.value, stamps: ["no-control"] } }, facts)).toBe("");
    expect(stampsWords({ ...use, value: { ...use.value, stamps: ["no-control", "not-agreed"] } }, facts)).toBe(
      "No control: whatever else changed in October is in this. Nobody wrote down when it was agreed: counted one grade weaker.",
    );
    const words = (["no-control", "not-agreed", "agreed-late", "self-reported", "few-months"] as const).map((stamp) =>
      stampWords(stamp, use, facts),
    );
    expect(words).toEqual([
      "No control: whatever else changed in October is in this.",
      "Nobody wrote down when it was agreed: counted one grade weaker.",
      "Agreed after the start: counted one grade weaker.",
      "Self-reported: range 2.5 times as wide.",
      "Estimated from 12 + 6 months.",
    ]);
  });

  it("says from when on it can be estimated", () => {
    const use = findUse(facts, "coding")!;
    const early: ValueUse = {
      ...use,
      workload: {
        ...use.workload,
        case: {
          ...use.workload.case!,
          metric: { ...use.workload.case!.metric!, after: { from: "2026-10", values: [7] } },
        },
      },
      value: { ...use.value, effect: { refused: "" } },
    };
    expect(waitingForMonths(early, facts)).toBe(
      "12 months before and 1 after; 6 and 3 are needed. From January 1 it can be estimated.",
    );
  });
});

describe("the rule", () => {
  it("is a sentence", () => {
    expect(plainWords(ruleRuns(facts, findUse(facts, "coding")!))).toBe(
      "On June 30 keep it if the benefit so far is at least $300,000; then the same work. Else retire it.",
    );
    expect(plainWords(ruleRuns(facts, findUse(facts, "review")!))).toBe(
      "On September 30 keep it if a review costs at most $3.00; then 1.5 times the work. Else the same work.",
    );
    expect(plainWords(ruleRuns(facts, findUse(facts, "seats")!))).toBe(
      "No date, no rule. Pilots without a date seldom end.",
    );
  });

  it("says what deciding then brings, also where it is worse or nothing hangs on it", () => {
    const gate = findUse(facts, "coding")!.value.gate!;
    const worth = (ruleWorth: number, bestWorth: number): string =>
      plainWords(worthRuns(facts, useWith("coding", { gate: { ...gate, ruleWorth, bestWorth } }))!);
    expect(worth(58_000, 88_000)).toBe("Deciding then, by this rule, brings $58,000 more than deciding today.");
    expect(worth(-50_000, 88_000)).toBe("This rule brings $50,000 less than deciding today.");
    expect(worth(0, 0)).toBe("Nothing hangs on this date: the choice is the same whatever is observed.");
    expect(bestCutWords(facts, useWith("coding", { gate: { ...gate, bestCut: 4.4e6, bestWorth: 5e5 } }))).toBe(
      "best cut $4.4M: brings $500,000",
    );
    expect(decisionWords(facts, "triage")).toBe("No date");
  });

  it("says by how much the tokens grow where consumption is the goal, and nothing where it is not", () => {
    const flagged = { grows: 1, lags: 0.95, flag: true, monthlyGrowth: 1.148 };
    expect(consumptionWords(useWith("coding", { consumption: flagged }).value)).toBe(
      "Tokens grow by 15% a month and outcomes do not follow. Look for work done to be counted.",
    );
    expect(consumptionWords({ consumption: { ...flagged, flag: false } })).toBeNull();
    expect(consumptionWords({ consumption: null })).toBeNull();
  });

  it("knows fifty values of what will be observed on the day", () => {
    expect(facts.study.observed["coding"]).toHaveLength(50);
    const passing = facts.study.observed["review"]!.filter((cost) => cost <= 3).length / 50;
    expect(Math.abs(passing - findUse(facts, "review")!.value.gate!.passes!)).toBeLessThanOrEqual(0.02);
  });
});

it("names no one person and no group below ten anywhere in the words of a use", () => {
  const words = JSON.stringify([tableOfUses(facts), sightSteps(facts, findUse(facts, "coding")!)]);
  expect(words).not.toMatch(/\buser|\bemployee|@/i);
});

it("goes from tokens to money in six steps, solid only where something is counted", () => {
  expect(
    sightSteps(facts, findUse(facts, "coding")!).map(({ name, figure, known }) => `${name} ${figure} ${known}`),
  ).toEqual([
    "Tokens spent 27B counted",
    "Attempts 39,300 counted",
    "Accepted 27,000 counted",
    "The workflow took 26,000 judged",
    expect.stringMatching(/^Benefit of the year \$[\d,.]+M? believed$/),
    "Booked by finance nothing yet believed",
  ]);
});

it("counts a task what is known of the same months", async () => {
  const plan = aValuePlan();
  for (const { workloads } of plan.actuals!.months.slice(1)) delete workloads["coding"]!.outcomes;
  const found = await factsOf(plan);
  const accepted = sightSteps(found, findUse(found, "coding")!).find(({ name }) => name === "Accepted")!;
  expect(accepted).toMatchObject({ figure: "9,000", note: "counted: 75% of the tasks" });
});
