import { describe, expect, it } from "vitest";
import { describeHostFailure, hostFailureSchema, type HostFailure } from "#shared/host/failure.ts";

const FAILURES: readonly HostFailure[] = [
  { code: "unknown-operation", operation: "readFile" },
  { code: "invalid-input", operation: "savePlan", problems: ["text: wanted a text"] },
  { code: "not-chosen" },
  { code: "changed-on-disk", name: "plan.pastapril", hash: null },
  { code: "file-missing", name: "plan.pastapril" },
  { code: "read-only", name: "plan.pastapril" },
  { code: "disk-full", name: "plan.pastapril" },
  { code: "too-large", name: "plan.pastapril" },
  { code: "not-text", name: "plan.pastapril" },
  { code: "file-failed", name: "plan.pastapril", reason: "it is a folder" },
  { code: "not-here", operation: "pickPlan" },
  { code: "unreachable" },
  { code: "unexpected", message: "the sender is not the main frame of the app" },
];

describe("what went wrong, in words", () => {
  it("is said of every failure there is: a sentence, then what to do, without codes and exclamation marks", () => {
    expect(FAILURES.map(({ code }) => code).sort()).toEqual(
      hostFailureSchema.options.map(({ entries }) => entries.code.literal).sort(),
    );
    for (const failure of FAILURES) {
      const words = describeHostFailure(failure);
      expect(words).toMatch(/^[A-Za-z][^!]*\.$/);
      expect(words).not.toMatch(/undefined|null|E[A-Z]{4,}/);
      if ("name" in failure) expect(words).toContain(failure.name);
    }
  });
});
