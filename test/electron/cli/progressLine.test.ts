import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { partOf } from "#electron/cli/job.ts";
import { createProgressLine } from "#electron/cli/progressLine.ts";

function aStream(isTTY: boolean): {
  readonly isTTY: boolean;
  readonly written: string[];
  readonly write: (text: string) => void;
} {
  const written: string[] = [];
  return { isTTY, written, write: (text) => written.push(text) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("progress of a command where there is no terminal", () => {
  it("writes no line for work of less than a second", () => {
    const stream = aStream(false);
    const line = createProgressLine(stream);
    line.show("100 of 10,000 simulated years");
    vi.advanceTimersByTime(900);
    line.clear();
    vi.advanceTimersByTime(60_000);
    expect(stream.written).toEqual([]);
  });

  it("writes the latest state after a second and then every five seconds, also where a step tells nothing new", () => {
    const stream = aStream(false);
    const line = createProgressLine(stream);
    line.show("100 of 10,000");
    line.show("200 of 10,000");
    vi.advanceTimersByTime(1_000);
    line.show("9,000 of 10,000");
    vi.advanceTimersByTime(4_000);
    expect(stream.written).toEqual(["200 of 10,000\n"]);
    vi.advanceTimersByTime(6_000);
    expect(stream.written).toEqual(["200 of 10,000\n", "9,000 of 10,000\n", "9,000 of 10,000\n"]);
    line.clear();
    vi.advanceTimersByTime(60_000);
    expect(stream.written).toHaveLength(3);
  });

  it("names the part of a longer command", () => {
    const stream = aStream(false);
    const progress = createProgressLine(stream);
    partOf({ cancel: new AbortController().signal, progress }, "Scenario 2 of 5, Route by difficulty").progress.show(
      "500 of 10,000 simulated years",
    );
    vi.advanceTimersByTime(1_000);
    progress.clear();
    expect(stream.written).toEqual(["Scenario 2 of 5, Route by difficulty: 500 of 10,000 simulated years\n"]);
  });
});

describe("progress of a command on a terminal", () => {
  it("is one line that is written over at once and is gone at the end", () => {
    const stream = aStream(true);
    const line = createProgressLine(stream);
    line.show("100 of 10,000");
    line.show("100 of 10,000");
    line.clear();
    expect(stream.written).toEqual(["\r100 of 10,000\u001b[K", "\r\u001b[K"]);
  });
});
