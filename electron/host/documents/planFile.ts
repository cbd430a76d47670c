import { readFileSync, statSync } from "node:fs";
import { planHash } from "#shared/plan/canonical.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
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
  const text = readTextFile(path);
  if (!text.ok) return { ok: false, problems: [text.problem] };
  const read = readPlan(text.text);
  if (!read.ok) return { ok: false, problems: read.issues.map(describeIssue) };
  return { ok: true, plan: read.plan, hash: planHash(read.plan) };
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
    // Asked first: a file of many gigabytes must not be read to learn that it is none of ours.
    if (statSync(path).size > MOST_PLAN_BYTES) return { ok: false, code: "too-large", detail: "" };
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, code: "not-text", detail: "" };
    return { ok: false, code: codeOf(error), detail: reasonOfError(error) };
  }
}
