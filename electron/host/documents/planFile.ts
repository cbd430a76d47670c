import { readFileSync, statSync } from "node:fs";
import { planHash } from "#shared/plan/canonical.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { checkPlan, readPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { editedPlan, readBack } from "#shared/report/workbook/readBack.ts";
import { readSheets, UnreadableWorkbook } from "#electron/host/workbook/readSheets.ts";
import {
  codeOf,
  describeFileFailure,
  MOST_PLAN_BYTES,
  reasonOfError,
  type FileFailureCode,
} from "#electron/host/files/fileFailure.ts";

/** A plan as its file says it, or what is wrong with the file: one sentence each. */
export type PlanFile =
  | { readonly ok: true; readonly plan: Plan; readonly hash: string }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads and checks a plan file. Never throws. */
export function readPlanFile(path: string): PlanFile {
  if (/\.xlsx$/i.test(path)) return readPlanWorkbook(path);
  const text = readTextFile(path);
  if (!text.ok) return { ok: false, problems: [text.problem] };
  const read = readPlan(text.text);
  if (!read.ok) return { ok: false, problems: read.issues.map(describeIssue) };
  return { ok: true, plan: read.plan, hash: planHash(read.plan) };
}

/**
 * The plan of a workbook that this program wrote, with the figures that were changed in it. What could not be taken is
 * a problem: a forecast of half of the changes would mislead.
 */
function readPlanWorkbook(path: string): PlanFile {
  try {
    if (statSync(path).size > MOST_PLAN_BYTES)
      return { ok: false, problems: [describeFileFailure({ code: "too-large", access: "read", path, detail: "" })] };
    const back = readBack(readSheets(readFileSync(path)));
    if (!back.ok) return { ok: false, problems: [back.sentence] };
    if (back.problems.length > 0) return { ok: false, problems: back.problems };
    const read = checkPlan(editedPlan(back.plan, back.edits, new Date().toISOString().slice(0, 10)));
    if (!read.ok) return { ok: false, problems: read.issues.map(describeIssue) };
    return { ok: true, plan: read.plan, hash: planHash(read.plan) };
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return { ok: false, problems: [error.message] };
    const failure = { code: codeOf(error), access: "read" as const, path, detail: reasonOfError(error) };
    return { ok: false, problems: [describeFileFailure(failure)] };
  }
}

/** A text file of at most a plan's size, or what is wrong with it in one sentence. Never throws. */
export function readTextFile(
  path: string,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string } {
  const read = readText(path);
  return read.ok
    ? read
    : { ok: false, problem: describeFileFailure({ code: read.code, access: "read", path, detail: read.detail }) };
}

type ReadText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: FileFailureCode; readonly detail: string };

function readText(path: string): ReadText {
  try {
    // Asked first: a file of many gigabytes must not be read to learn that it is not ours.
    if (statSync(path).size > MOST_PLAN_BYTES) return { ok: false, code: "too-large", detail: "" };
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, code: "not-text", detail: "" };
    return { ok: false, code: codeOf(error), detail: reasonOfError(error) };
  }
}
