import * as v from "valibot";
import { describeValue } from "./describe.ts";
import { atLeastZero, figure, isoDate, positive, share, sumOf, text, title } from "./parts.ts";
import { approvalsSchema } from "./record.ts";
import { armBy, rule } from "./shape.ts";

/**
 * What a plan says of itself: its year, its days, how its budget is spread, and who it is by. Of these, year and days
 * move a trial; the rest is for people.
 */

/** Names of zones are checked for their form only: which ones a machine knows differs from machine to machine. */
const timeZone = v.pipe(
  title,
  rule((zone) =>
    /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone)
      ? null
      : { found: describeValue(zone), wanted: "a time zone such as Europe/Berlin" },
  ),
);

/** Whose plan it is, and which of its versions. It changes no trial. */
export const aboutSchema = v.strictObject({
  /** The company, as it is printed. */
  company: v.exactOptional(title),
  /** Who prepared the plan. */
  preparedBy: v.exactOptional(title),
  /** As people call it: "3, Finance committee". */
  version: v.exactOptional(title),
  /** The day of this version. */
  date: v.exactOptional(isoDate),
  /** Who approves it. */
  approvals: v.exactOptional(approvalsSchema),
  /** In which its people count their days. */
  timeZone: v.exactOptional(timeZone),
  /** Notes to the plan. */
  notes: v.exactOptional(text),
});

/** The year that is planned. */
export const fiscalYearSchema = v.strictObject({
  /** Its first day: the first of a month. */
  start: v.pipe(
    isoDate,
    rule((date) => {
      if (!date.endsWith("-01"))
        return { found: `the fiscal year starting on ${date}`, wanted: "the first of a month" };
      return date >= "1970" && date < "2200"
        ? null
        : { found: `the fiscal year starting on ${date}`, wanted: "a year from 1970 to 2199" };
    }),
  ),
  /** How many months it has. */
  months: v.pipe(figure, v.integer(), v.minValue(1), v.maxValue(60)),
});

/** On which days people work. */
export const calendarSchema = v.strictObject({
  /** Code of the list that the holidays began as, such as "DE-HH". It changes no trial: the days below do. */
  preset: v.exactOptional(title),
  /** The working days of a week; absent: Monday to Friday. */
  workingDays: v.exactOptional(
    v.pipe(v.array(v.picklist(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])), v.maxLength(7)),
  ),
  /** Days that count as days of rest. */
  holidays: v.exactOptional(v.array(isoDate)),
  /** Tasks of a day of rest, as a share of a working day's. */
  restDayShare: v.exactOptional(share),
});

const weights = v.pipe(
  v.array(atLeastZero),
  rule((list) => (sumOf(list) > 0 ? null : { found: "weights that are all 0", wanted: "a weight above 0" })),
);

const phasingRule = v.picklist(["even", "workingDays"]);
const lastYearSchema = v.strictObject({
  /** Spend of each month of last year, which the budget follows. */
  lastYear: weights,
});
/** How the budget is spread over the months. */
const phasingSchema = armBy(
  '"even", "workingDays", a weight for each month, or {"lastYear": [spend of each month]}',
  [phasingRule, weights, lastYearSchema],
  (has, input) => {
    if (Array.isArray(input)) return weights;
    if (typeof input === "string") return phasingRule;
    return has("lastYear") ? lastYearSchema : null;
  },
);

/** What may be spent in the year, and how sure the plan is to keep to it. */
export const budgetSchema = v.strictObject({
  /** Money of the year. */
  amount: positive,
  phasing: v.exactOptional(phasingSchema),
  /** How sure the request is to be enough, 0 to 1; absent: 0.8. */
  confidence: v.exactOptional(v.pipe(positive, v.ltValue(1))),
  /** What happens when the budget is spent: work goes on (overrun), or stops (block). */
  atExhaustion: v.exactOptional(v.picklist(["overrun", "block"])),
  /** What the budget counts: what is charged for use, or the same money on the day it is owed. */
  basis: v.exactOptional(v.picklist(["effective", "cash"])),
  /** Whether the budget counts tax. */
  taxIncluded: v.exactOptional(v.boolean()),
});

/** Between uncertain numbers, each by its JSON pointer. */
export const correlationsSchema = v.pipe(
  v.array(
    v.strictObject({
      /** The two numbers, by their JSON pointers. */
      between: v.tuple([v.string(), v.string()]),
      /** Rank correlation of the two, −1 to 1. */
      rank: v.pipe(figure, v.minValue(-1), v.maxValue(1)),
      /** Why they move together, in the planner's words. It changes no trial. */
      why: v.exactOptional(title),
    }),
  ),
  v.maxLength(500),
);

export type About = v.InferOutput<typeof aboutSchema>;
export type Phasing = v.InferOutput<typeof phasingSchema>;
