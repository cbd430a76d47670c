import * as v from "valibot";
import { pathOf } from "#shared/plan/pointer.ts";
import { describeValue } from "./describe.ts";
import { isoDate, text, title } from "./parts.ts";
import { rule } from "./shape.ts";

/**
 * What makes a plan a document of record: who approved it, and what was said about its inputs. Neither changes a
 * figure.
 */

/** Approvals that fit beside each other on the first page. */
export const MOST_APPROVALS = 12;
const MOST_COMMENTS = 2_000;

/** A person or a role whose approval is asked for, and what was decided. Without a decision it is open. */
const approvalSchema = v.pipe(
  v.strictObject({
    /** Who approves. */
    who: v.exactOptional(title),
    /** In which role: "Chief Financial Officer". */
    role: v.exactOptional(title),
    /** On which day it was decided. */
    date: v.exactOptional(isoDate),
    /** What was decided; absent: it is open, and the PDF has a line to sign on. */
    decision: v.exactOptional(v.picklist(["approved", "declined"])),
  }),
  rule(({ who, role }) =>
    who === undefined && role === undefined ? { found: "an approval by nobody", wanted: "who, or a role" } : null,
  ),
);

/** Who approves the plan, in the order in which they are printed. */
export const approvalsSchema = v.pipe(v.array(approvalSchema), v.maxLength(MOST_APPROVALS));

const inputPointer = v.pipe(
  v.string(),
  v.maxLength(2_000),
  rule((pointer) =>
    (pathOf(pointer)?.length ?? 0) > 0
      ? null
      : { found: describeValue(pointer), wanted: "the JSON pointer of an input, such as /budget/amount" },
  ),
);

/** What was said about inputs of the plan, in the order in which it was said. */
export const commentsSchema = v.pipe(
  v.array(
    v.strictObject({
      /** JSON pointer of the input; it may be gone from the plan, and the comment stays. */
      at: inputPointer,
      /** Who says it. */
      by: title,
      /** On which day. */
      date: isoDate,
      /** What is said. */
      text: v.pipe(text, v.minLength(1)),
    }),
  ),
  v.maxLength(MOST_COMMENTS),
);

export type Approval = v.InferOutput<typeof approvalSchema>;
export type Comment = v.InferOutput<typeof commentsSchema>[number];
