// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { StatusChip } from "#renderer/controls/StatusChip.tsx";

afterEach(cleanup);

it.each([
  [1, "1 error in the plan"],
  [2, "2 errors in the plan"],
])("counts errors of a plan that cannot run: %i", (count, words) => {
  const issues = Array.from({ length: count }, (_, i) => ({ pointer: `/models/${i}`, found: "none", wanted: "one" }));
  const nothing = (): void => undefined;
  let asked = 0;
  render(
    <StatusChip
      state={{ status: "cannotRun", issues, before: null }}
      doneTrials={0}
      onRun={nothing}
      onCancel={nothing}
      onMorePrecision={nothing}
      onShowIssue={nothing}
      onGuide={() => asked++}
    />,
  );
  expect(screen.getByRole("group", { name: "Forecast" }).textContent).toContain(words);
  fireEvent.click(screen.getByRole("button", { name: "See the guide" }));
  expect(asked).toBe(1);
});
