import { describe, expect, it } from "vitest";
import { endedByFailure, EXIT } from "#electron/cli/ended.ts";

describe("a simulation that fails", () => {
  it("ends the command as invalid input where the plan's numbers are too large, with the path that says where", () => {
    const message = "/workloads/coding: in some simulated years its tasks, tokens or money are too large";
    const ended = endedByFailure({ message, isPlanInvalid: true });
    expect(ended.exit).toBe(EXIT.invalidInput);
    expect(ended.lines).toEqual([`${message}.`]);
  });

  it("ends it as a failure of the machine otherwise", () => {
    const ended = endedByFailure({ message: "a worker ended" });
    expect(ended.exit).toBe(EXIT.machineFailed);
    expect(ended.lines).toEqual(["The simulation failed: a worker ended. No figure was made from it."]);
  });
});
