import { describe, expect, it } from "vitest";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { changedPlan, mergePatch } from "#shared/plan/scenarios/scenarios.ts";
import { versionOf } from "#shared/plan/versions.ts";
import { aContractPlan, aPlainPlan } from "#test/shared/plan/aContractPlan.ts";

const issuesOf = (change: unknown): string[] => {
  const read = checkPlan(mergePatch(aContractPlan(), change));
  return read.ok ? [] : read.issues.map(describeIssue);
};

describe("a plan with contracts", () => {
  it("is sound, and of version 3", () => {
    expect(issuesOf({})).toEqual([]);
    expect(versionOf(aContractPlan())).toBe("past-april.plan/3");
  });

  it.each<[what: string, change: unknown, issue: string]>([
    [
      "an attempt with a model that is none",
      { workloads: { coding: { attempts: { "opus@high": { model: "opsu" } } } } },
      '/workloads/coding/attempts/opus@high/model: found the model "opsu", which has no entry in models; did you mean "opus"?',
    ],
    [
      "seats in a currency without a rate",
      { seats: { copilot: { currency: "GBP" } } },
      '/seats/copilot/currency: found "GBP", for which the plan has no rate; wanted a rate at /currencies/GBP/rate: how much EUR one GBP costs.',
    ],
    [
      "a successor that is no model",
      { models: { opus: { retires: { successor: "gemini" } } } },
      '/models/opus/retires/successor: found the model "gemini", which has no entry in models; wanted "opus", "opus-next" or "haiku".',
    ],
    [
      "successors in a circle",
      { models: { "opus-next": { retires: { on: "2027-10-01", successor: "opus" } } } },
      '/models/opus/retires/successor: found "opus-next", which leads back to "opus"; wanted a successor that stays in use.',
    ],
    [
      "a successor without the price of a class in use",
      { models: { "opus-next": { price: { output: null } } } },
      '/models/opus/retires/successor: found "opus-next", which has no price for the class "output" in use; wanted a price at /models/opus-next/price/output.',
    ],
    [
      "long context of a model without a price for it",
      { models: { opus: { price: { long: null } } } },
      '/workloads/coding/attempts/opus@high/longShare: found a share of long context, for which "opus" has no price; wanted prices at /models/opus/price/long, or a share of 0.',
    ],
    [
      "an unknown tier",
      { workloads: { coding: { attempts: { "opus@high": { served: { bach: 0.1 } } } } } },
      '/workloads/coding/attempts/opus@high/served/bach: found the tier "bach", which "opus" has not; did you mean "batch"?',
    ],
    [
      "tiers beyond all tokens",
      { workloads: { coding: { attempts: { "opus@high": { served: { batch: 0.8, priority: 0.3 } } } } } },
      "/workloads/coding/attempts/opus@high/served: found shares that sum to 1.1; wanted shares that sum to at most 1.",
    ],
    [
      "a change of price that ends before it begins",
      { models: { opus: { priceChanges: [{ from: "2027-08-01", until: "2027-08-01", multiplier: 0.5 }] } } },
      "/models/opus/priceChanges/0/until: found 2027-08-01, not after 2027-08-01; wanted a day after 2027-08-01.",
    ],
    [
      "an allowance of no workload",
      { seats: { copilot: { covers: null } } },
      "/seats/copilot/covers: found nothing; wanted the workloads whose use the seats include.",
    ],
    [
      "seats that cover and include nothing",
      { seats: { copilot: { included: null } } },
      "/seats/copilot/included: found nothing; wanted what the seats include of the use that they cover.",
    ],
    [
      "a workload that two seats cover",
      { seats: { other: { count: 5, perMonth: 1, covers: ["coding"], included: { amount: 1, share: "pool" } } } },
      '/seats/other/covers/0: found "coding", which the seats "copilot" cover too; wanted each workload once.',
    ],
    [
      "a workload that seats and a commitment cover",
      { commitments: { acme: { covers: { models: null, workloads: ["coding"] } } } },
      '/commitments/acme/covers/workloads/0: found "coding", which seats cover too; wanted a workload whose use no seats include.',
    ],
    [
      "a term of an allowance a person",
      { seats: { copilot: { cadence: "yearly", included: { amount: 19, share: "person", reset: "term" } } } },
      '/seats/copilot/included/reset: found "term" with an allowance a person; wanted "month".',
    ],
    [
      "a term of seats by month",
      { seats: { copilot: { included: { amount: 19, share: "pool", reset: "term" } } } },
      '/seats/copilot/included/reset: found "term" of seats that are paid by month; wanted "month", or the cadence "yearly".',
    ],
    [
      "a model that two commitments cover on one day",
      {
        commitments: {
          second: { covers: { models: ["opus"] }, amount: 1, from: "2028-01-01", until: "2028-03-01" },
        },
      },
      '/commitments/second/covers/models: found "opus", which "acme" covers on the same days; wanted each model or workload in one commitment at a time.',
    ],
    [
      "commitments of two kinds",
      {
        commitments: {
          second: { covers: { workloads: ["support"] }, amount: 1, from: "2029-01-01", until: "2029-03-01" },
        },
      },
      "/commitments/second/covers: found a commitment that covers workloads beside one that covers models; wanted commitments that all cover models, or all workloads.",
    ],
    [
      "a commitment from the middle of a month",
      { commitments: { acme: { from: "2027-02-02" } } },
      '/commitments/acme/from: found "2027-02-02"; wanted the first of a month.',
    ],
    [
      "a discount of all",
      { commitments: { acme: { discount: 1 } } },
      "/commitments/acme/discount: found 1; wanted a number below 1.",
    ],
    [
      "other spend on what is prepaid",
      { commitments: { acme: { otherSpend: 5 } } },
      '/commitments/acme/otherSpend: found other spend on what is paid "upfront"; wanted none, or paid "asUsed".',
    ],
    [
      "a true-up that rolls",
      { commitments: { acme: { paid: "asUsed", unused: "rolls" } } },
      '/commitments/acme/unused: found "rolls" of what is paid "asUsed"; wanted "lost".',
    ],
    [
      "a cap a person that degrades to nothing",
      { workloads: { coding: { userCap: { fallback: null } } } },
      "/workloads/coding/userCap/fallback: found nothing; wanted the route that a person's work takes beyond the cap.",
    ],
    [
      "a centre's cap that degrades",
      { costCentres: { engineering: { monthCap: { atCap: "degrade" } } } },
      '/costCentres/engineering/monthCap/atCap: found "degrade"; wanted "block".',
    ],
    [
      "shares of cost centers that do not sum to 1",
      { workloads: { coding: { costCentre: { engineering: 0.8, support: 0.1 } } } },
      "/workloads/coding/costCentre: found shares that sum to 0.9; wanted shares that sum to 1.",
    ],
    [
      "a missing cost center",
      { workloads: { coding: { costCentre: "enginering" } } },
      '/workloads/coding/costCentre: found the cost center "enginering", which is not in the plan; did you mean "engineering"?',
    ],
    [
      "a missing cost center of a split",
      { fixedCosts: { gateway: { split: { sales: 1 } } } },
      '/fixedCosts/gateway/split/sales: found the cost center "sales", which is not in the plan; wanted "engineering" or "support".',
    ],
    [
      "a cost center named unassigned",
      { costCentres: { unassigned: {} } },
      '/costCentres/unassigned: found a cost center named "unassigned"; wanted another name: "unassigned" holds what belongs to no cost center.',
    ],
    [
      "a lower version",
      { schema: "past-april.plan/1" },
      '/schema: found "past-april.plan/1" in a plan with "price.cacheWriteHour"; wanted "past-april.plan/3".',
    ],
  ])("%s is refused", (_, change, issue) => {
    expect(issuesOf(change)).toContain(issue);
  });

  it("stays of version 1 while it says nothing of it", () => {
    expect(versionOf(aPlainPlan())).toBe("past-april.plan/1");
    expect(resolvePlan(aPlainPlan()).saysContracts).toBe(false);
  });

  it("has a cap a person, a retirement and an allowance replaced whole by a scenario", () => {
    const changed = changedPlan(aContractPlan(), {
      workloads: { coding: { userCap: { perMonth: 100, atCap: "block" }, costCentre: { support: 1 } } },
      models: { opus: { retires: { on: "2027-09-01", successor: "haiku" } } },
      seats: { copilot: { included: { amount: 39, share: "person" }, count: 10 } },
    }) as ReturnType<typeof aContractPlan>;
    expect(changed.workloads["coding"]!.userCap).toEqual({ perMonth: 100, atCap: "block" });
    expect(changed.workloads["coding"]!.costCentre).toEqual({ support: 1 });
    expect(changed.models["opus"]!.retires).toEqual({ on: "2027-09-01", successor: "haiku" });
    expect(changed.seats!["copilot"]).toMatchObject({ count: 10, included: { amount: 39, share: "person" } });
    expect(changed.seats!["copilot"]!.included).not.toHaveProperty("reset");
  });
});

describe("defaults of contracts", () => {
  it("price an hour's cache at 1.6 times the ordinary one, and long context at the normal price where it names none", () => {
    const { models } = resolvePlan(aContractPlan());
    const opus = models[0]!;
    expect(opus.price.cacheWriteHour).toBeCloseTo(0.92 * 10, 12);
    expect(opus.long).toEqual({
      input: 0.92 * 10,
      cacheRead: 0.92 * 1,
      cacheWrite: 0.92 * 12.5,
      cacheWriteHour: 0.92 * (1.6 * 12.5),
      output: 0.92 * 37.5,
    });
    expect(models[1]!.price.cacheWriteHour).toBeCloseTo(0.92 * 1.6 * 5, 12);
  });
});
