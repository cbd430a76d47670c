// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useSame } from "#renderer/controls/hooks/useSame.ts";

it("hands out the very object of before while it says the same, and the new one when it does not", () => {
  const { result, rerender } = renderHook(({ sigma }) => useSame({ tokens: { family: "lognormal", sigma } }), {
    initialProps: { sigma: 1 },
  });
  const first = result.current;
  rerender({ sigma: 1 });
  expect(result.current).toBe(first);
  rerender({ sigma: 2 });
  expect(result.current).toEqual({ tokens: { family: "lognormal", sigma: 2 } });
  const second = result.current;
  rerender({ sigma: 2 });
  expect(result.current).toBe(second);
});
