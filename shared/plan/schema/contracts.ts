import * as v from "valibot";
import { currencyCode, datedMultiplierSchema, untilViolation } from "./model.ts";
import {
  atLeastZero,
  figure,
  id,
  isoDate,
  positive,
  share,
  shown,
  SUM_TOLERANCE,
  sumOf,
  title,
  uncertainAmount,
} from "./parts.ts";
import { usersOfSchema } from "./people.ts";
import { armBy, rule } from "./shape.ts";

/**
 * Contracts and the organisation (MODEL.md, section 2b): seats with what they include, commitments, cost centers and
 * how costs are split among them. A plan with any of it is of version 3.
 */

/** Shares of cost centers, by id; they sum to 1. */
const centreSharesSchema = v.pipe(
  v.record(id, share),
  rule((shares) => {
    const sum = sumOf(Object.values(shares));
    return Math.abs(sum - 1) <= SUM_TOLERANCE
      ? null
      : { found: `shares that sum to ${shown(sum)}`, wanted: "shares that sum to 1" };
  }),
);

/** The cost center of a workload, or several by their shares. */
export const costCentreSchema = armBy(
  "the id of a cost center, or shares of several",
  [id, centreSharesSchema],
  (_, input) => {
    if (typeof input === "string") return id;
    return typeof input === "object" && input !== null ? centreSharesSchema : null;
  },
);

const splitRule = v.picklist(["use", "people"]);
/** How a cost that belongs to no workload is split: by use, by people, or by fixed shares of cost centers. */
export const splitSchema = armBy(
  '"use", "people" or shares of cost centers',
  [splitRule, centreSharesSchema],
  (_, input) => {
    if (typeof input === "string") return splitRule;
    return typeof input === "object" && input !== null ? centreSharesSchema : null;
  },
);

const seatsOfSchema = v.strictObject({
  /** The workload, by id, that has as many people. */
  of: id,
});
/** Seats that are held: so many, as many as a workload has people, or a share of a group of the head-count table. */
const seatCountSchema = armBy(
  'an uncertain number, {"of": "workload"} or {"of": "group", "share"}',
  [uncertainAmount, seatsOfSchema, usersOfSchema],
  (has) => (has("share") ? usersOfSchema : has("of") ? seatsOfSchema : uncertainAmount),
);

/** Usage cost that seats include. */
export const includedSchema = v.strictObject({
  /** Money a seat. */
  amount: atLeastZero,
  /** Whether all seats share one pool, or each person has an allowance. */
  share: v.picklist(["pool", "person"]),
  /** When what is left is gone: with the month, or with the term of a yearly contract. */
  reset: v.exactOptional(v.picklist(["month", "term"])),
  /** How unlike the people are, of `share: "person"`; absent: as those of the first workload in `covers`. */
  userSpread: v.exactOptional(v.pipe(figure, v.minValue(0), v.maxValue(100))),
});

const upToSchema = v.strictObject({
  /** Money of overage a month, beyond which work stops. */
  upTo: atLeastZero,
});
const overageRule = v.picklist(["paid", "blocked"]);
/** What happens to use beyond what seats include. */
const overageSchema = armBy('"paid", "blocked" or {"upTo": money a month}', [overageRule, upToSchema], (has, input) => {
  if (has("upTo")) return upToSchema;
  return typeof input === "string" ? overageRule : null;
});

/** Subscriptions by the seat, and what they include of the use. */
export const seatsSchema = v.pipe(
  v.strictObject({
    /** What people call it. */
    name: v.exactOptional(title),
    /** Who answers for it: a team or a role. */
    owner: v.exactOptional(title),
    count: seatCountSchema,
    /** Money a seat and month. */
    perMonth: uncertainAmount,
    /** What it is priced in; absent: the currency of the plan. */
    currency: v.exactOptional(currencyCode),
    /** How it is paid: by month, or a year at once. */
    cadence: v.exactOptional(v.picklist(["monthly", "yearly"])),
    /** Seats can be added in a term and not given back. */
    addOnly: v.exactOptional(v.boolean()),
    /** Tax that cannot be recovered, as a share. */
    tax: v.exactOptional(atLeastZero),
    /** Workloads, by id, whose use the seats include. */
    covers: v.exactOptional(v.pipe(v.array(id), v.minLength(1))),
    included: v.exactOptional(includedSchema),
    overage: v.exactOptional(overageSchema),
    /** What overage is charged at, as a multiple. */
    rate: v.exactOptional(atLeastZero),
    renewal: v.exactOptional(datedMultiplierSchema),
    split: v.exactOptional(splitSchema),
  }),
  rule(({ covers, included, cadence }) => {
    if (included !== undefined && covers === undefined)
      return { path: ["covers"], found: "nothing", wanted: "the workloads whose use the seats include" };
    if (covers !== undefined && included === undefined)
      return { path: ["included"], found: "nothing", wanted: "what the seats include of the use that they cover" };
    if (included?.reset !== "term") return null;
    if (included.share === "person")
      return { path: ["included", "reset"], found: '"term" with an allowance a person', wanted: '"month"' };
    return cadence === "yearly"
      ? null
      : {
          path: ["included", "reset"],
          found: '"term" of seats that are paid by month',
          wanted: '"month", or the cadence "yearly"',
        };
  }),
);

const coversModelsSchema = v.strictObject({
  /** Models by id. */
  models: v.pipe(v.array(id), v.minLength(1)),
});
const coversWorkloadsSchema = v.strictObject({
  /** Workloads by id. */
  workloads: v.pipe(v.array(id), v.minLength(1)),
});
/** Whose use is paid from it. */
const commitmentCoversSchema = armBy(
  '{"models": ["id", …]} or {"workloads": ["id", …]}',
  [coversModelsSchema, coversWorkloadsSchema],
  (has) => {
    if (has("models")) return coversModelsSchema;
    return has("workloads") ? coversWorkloadsSchema : null;
  },
);

const firstOfMonth = v.pipe(
  isoDate,
  rule((date) => (date.endsWith("-01") ? null : { found: `"${date}"`, wanted: "the first of a month" })),
);

/** Money promised to a seller for a time, for a discount. */
export const commitmentSchema = v.pipe(
  v.strictObject({
    /** What people call it. */
    name: v.exactOptional(title),
    /** Who answers for it: a team or a role. */
    owner: v.exactOptional(title),
    covers: commitmentCoversSchema,
    /** Money that is promised. */
    amount: atLeastZero,
    /** Its first day: the first of a month. */
    from: firstOfMonth,
    /** First day on which it is over. */
    until: firstOfMonth,
    /** Share off the list price for what it pays. */
    discount: v.exactOptional(v.pipe(figure, v.minValue(0), v.ltValue(1))),
    /** What use costs once it is spent: the list price, or still the discounted one. */
    beyond: v.exactOptional(v.picklist(["list", "discounted"])),
    /** When it is owed: at once, by month, or as it is used. */
    paid: v.exactOptional(v.picklist(["upfront", "monthly", "asUsed"])),
    /** What happens to what is left at the end: it is lost, or goes on into the next. */
    unused: v.exactOptional(v.picklist(["lost", "rolls"])),
    /** What others of the company spend on the commitment in a fiscal month. */
    otherSpend: v.exactOptional(uncertainAmount),
    split: v.exactOptional(splitSchema),
  }),
  rule(({ from, until, paid = "upfront", unused, otherSpend }) => {
    const violation = untilViolation(from, until);
    if (violation !== null) return violation;
    if (otherSpend !== undefined && paid !== "asUsed")
      return { path: ["otherSpend"], found: `other spend on what is paid "${paid}"`, wanted: 'none, or paid "asUsed"' };
    return unused === "rolls" && paid === "asUsed"
      ? { path: ["unused"], found: '"rolls" of what is paid "asUsed"', wanted: '"lost"' }
      : null;
  }),
);

/** Most that the workloads of one cost center use in a fiscal month. */
export const centreCapSchema = v.strictObject({
  /** Money of the month. */
  amount: atLeastZero,
  /** Work stops then. */
  atCap: v.literal("block"),
  /** Chance, once a month, that the rest of the month is uncapped. */
  approval: v.exactOptional(share),
  /** Whole days until spend is known. */
  lagDays: v.exactOptional(v.pipe(figure, v.integer(), v.minValue(0))),
});

/** A part of the company that has a budget of its own. */
export const centreSchema = v.strictObject({
  /** What people call it. */
  name: v.exactOptional(title),
  /** Who answers for it: a team or a role. */
  owner: v.exactOptional(title),
  /** Money of the year. */
  budget: v.exactOptional(positive),
  monthCap: v.exactOptional(centreCapSchema),
});
