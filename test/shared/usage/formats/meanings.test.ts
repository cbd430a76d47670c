import { describe, expect, it } from "vitest";
import { workloadOf, type RowKind } from "#shared/usage/answers/workloadRules.ts";

describe("workloads by rules", () => {
  const kind: RowKind = {
    source: "claude-code",
    provider: "Anthropic",
    model: "claude-opus-4-6",
    labels: { project: "Shop front", constructor: "x" },
  };
  const rule = (field: string, match: "is" | "contains", text: string, workload: string) => ({
    field,
    match,
    text,
    workload,
  });

  it("takes the first rule that fits, whatever the case of letters", () => {
    expect(
      workloadOf(
        [
          rule("project", "is", "shop", "a"),
          rule("project", "contains", "SHOP", "b"),
          rule("model", "contains", "opus", "c"),
        ],
        kind,
      ),
    ).toBe("b");
    expect(workloadOf([rule("source", "is", "Claude-Code", "d")], kind)).toBe("d");
  });

  it("belongs to none where no rule fits, and a label of any name is only a label", () => {
    expect(
      workloadOf(
        [
          rule("team", "contains", "x", "a"),
          rule("toString", "contains", "native", "b"),
          rule("labels", "contains", "o", "c"),
        ],
        kind,
      ),
    ).toBeNull();
    expect(workloadOf([rule("constructor", "is", "X", "e")], kind)).toBe("e");
  });
});
