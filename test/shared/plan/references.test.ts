import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { removeWorkload, without } from "#shared/plan/edits/modelEdits.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

const engineering = planOfTemplate(templates.find(({ id }) => id === "engineering")!);
const OTHER = "/workloads/coding/tokensMultiplier";

/** A plan that names items of these lists, each in a correlation and a comment. */
function naming(lists: Readonly<Record<string, readonly object[]>>, ends: string): Plan {
  const base: Plan = { ...engineering, schema: "past-april.plan/3", correlations: [], comments: [] };
  const filled = Object.entries(lists).reduce((plan, [at, items]) => setAt(plan, at, items), base);
  const places = Object.entries(lists).flatMap(([at, items]) => items.map((_, i) => `${at}/${i}${ends}`));
  return {
    ...filled,
    correlations: places.map((place, i) => ({ between: [place, OTHER] as [string, string], rank: i / 100 })),
    comments: places.map((at, i) => ({ at, by: "Ada", date: "2026-11-30", text: `said of ${i}` })),
  };
}

const changes = [0, 1, 2, 3].map((i) => ({ from: `2027-0${i + 2}-01`, multiplier: { p10: 0.8, p90: 1.2 + i / 10 } }));
const LIST = "/models/opus/priceChanges";
const ENDS = "/multiplier";

/** The item that each correlation, and each comment, names now; null: none. */
function named(plan: Plan, at: string): readonly (readonly (readonly [number, unknown])[])[] {
  const list = at
    .slice(1)
    .split("/")
    .reduce<unknown>((place, key) => (place as Record<string, unknown> | undefined)?.[key], plan) as
    unknown[] | undefined;
  const itemAt = (pointer: string): unknown =>
    pointer.startsWith(`${at}/`) ? list?.[Number(pointer.slice(at.length + 1).split("/")[0])] : null;
  return [
    (plan.correlations ?? []).map(({ between, rank }) => [rank * 100, itemAt(between[0])]),
    (plan.comments ?? []).map(({ at: place, text }) => [Number(text.slice(8)), itemAt(place)]),
  ];
}

describe("what names an item of a list", () => {
  it("names it wherever it stands after any items were taken out, moved, changed or added", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3]), fc.nat(4), fc.boolean(), (left, at, isAdded) => {
        const items = left.map((i) => changes[i]!);
        const added = { from: "2027-12-01", multiplier: { p10: 1, p90: 2 } };
        const list = isAdded ? items.toSpliced(Math.min(at, items.length), 0, added) : items;
        const before = naming({ [LIST]: changes }, ENDS);
        const [pairs, comments] = named(setAt(before, LIST, list), LIST);
        // An added item in the place of one that is gone may be that one, changed.
        const isOpen = isAdded && left.length < changes.length;
        for (const [place, item] of pairs!) {
          if (item !== changes[place]) expect(isOpen && item === added).toBe(true);
        }
        expect(pairs!.map(([place]) => place)).toEqual(expect.arrayContaining(left.toSorted()));
        if (!isOpen) expect(pairs).toHaveLength(left.length);
        for (const [place, item] of comments!) if (left.includes(place)) expect(item).toBe(changes[place]);
      }),
    );
  });

  it("keeps a comment on what is gone at the list that held it", () => {
    const after = setAt(naming({ [LIST]: changes }, ENDS), LIST, changes.slice(1));
    expect(after.comments!.map(({ at }) => at)).toEqual([
      LIST,
      `${LIST}/0${ENDS}`,
      `${LIST}/1${ENDS}`,
      `${LIST}/2${ENDS}`,
    ]);
    expect(after.correlations!.map(({ rank }) => rank)).toEqual([0.01, 0.02, 0.03]);
  });

  it("keeps its place where an item is changed, or something within it", () => {
    const before = naming({ [LIST]: changes }, ENDS);
    for (const after of [
      setAt(before, `${LIST}/1`, { ...changes[1], from: "2027-10-01" }),
      setAt(before, `${LIST}/1/from`, "2027-10-01"),
      setAt(before, LIST, changes.with(1, { ...changes[1]!, from: "2027-10-01" })),
    ])
      expect([after.correlations, after.comments]).toEqual([before.correlations, before.comments]);
    expect(setAt(before, `${LIST}/1`, undefined).correlations!.map(({ between }) => between[0])).toEqual(
      [0, 1, 2].map((i) => `${LIST}/${i}${ENDS}`),
    );
  });

  it.each([
    ["/workloads/coding/changes", ENDS],
    ["/workloads/coding/case/oneOff", "/amount"],
    ["/workloads/coding/case/disbenefits", "/perOutcome"],
  ])("in any list of the plan: %s", (list, ends) => {
    const items = [{ name: "a" }, { name: "b" }, { name: "c" }];
    const before = naming({ [list]: items }, ends);
    const after = setAt(before, list, items.slice(1));
    expect(after.correlations!.map(({ between }) => between[0])).toEqual([`${list}/0${ends}`, `${list}/1${ends}`]);
    // Of the whole that holds the list, too.
    const [holder, key] = [list.slice(0, list.lastIndexOf("/")), list.slice(list.lastIndexOf("/") + 1)];
    if (holder === "/workloads/coding") return;
    const whole = setAt(before, holder, { [key]: items.slice(1) });
    expect(whole.correlations).toEqual(after.correlations);
  });
});

describe("what is taken out of the plan", () => {
  it.each([
    ["an attempt", "/workloads/coding/attempts/opus", "/tokens/median"],
    ["a case", "/workloads/coding/case", "/anyway"],
    ["a price", "/models/opus/price", "/input"],
  ])("takes its correlations along: %s", (_, place, ends) => {
    const filled = setAt({ ...engineering, schema: "past-april.plan/3" }, `${place}${ends}`, 1);
    const before: Plan = {
      ...filled,
      correlations: [
        { between: [`${place}${ends}`, OTHER], rank: 0.5 },
        { between: ["/shared/tokens", OTHER], rank: 0.1 },
      ],
    };
    expect(setAt(before, place, undefined).correlations!.map(({ rank }) => rank)).toEqual([0.1]);
    expect(setAt(before, "/budget/amount", 5).correlations).toBe(before.correlations);
  });

  it("in scenarios with correlations of their own too, but for lists that they state themselves", () => {
    const before = naming({ [LIST]: changes }, ENDS);
    const pairs = [{ between: [`${LIST}/2${ENDS}`, OTHER], rank: 0.4 }];
    const plan: Plan = {
      ...before,
      scenarios: {
        own: { change: { correlations: pairs } },
        list: { change: { correlations: pairs, models: { opus: { priceChanges: changes } } } },
      },
    };
    const { scenarios } = setAt(plan, LIST, changes.slice(1));
    expect(scenarios!["own"]!.change["correlations"]).toEqual([{ between: [`${LIST}/1${ENDS}`, OTHER], rank: 0.4 }]);
    expect(scenarios!["list"]!.change["correlations"]).toBe(pairs);
    const gone = removeWorkload(plan, "coding").plan;
    expect(gone.correlations).toBeUndefined();
    expect(gone.scenarios!["own"]!.change["correlations"]).toEqual([]);
    expect(without(plan, "models", "opus").correlations).toBeUndefined();
  });
});
