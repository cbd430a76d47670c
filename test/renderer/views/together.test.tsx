// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Together } from "#renderer/views/start/Together.tsx";
import { setRate } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { answersOf } from "#test/renderer/fakes.ts";

afterEach(cleanup);

const TRIALS = 100;
const answered = (plan: Plan) => answersOf({ plan, version: 0, scenario: null, seed: 1, trials: TRIALS }, TRIALS);
const named = (name: string, over: Partial<Plan> = {}): Plan => ({ ...aPlan(), name, ...over });

function show(...plans: readonly Plan[]): void {
  render(
    <Together
      plans={plans.map((plan, i) => ({ key: `plan-${i}`, plan }))}
      forecasts={Object.fromEntries(plans.map((plan, i) => [`plan-${i}`, answered(plan)]))}
    />,
  );
}
const choose = (...names: readonly string[]): void => {
  for (const name of names) fireEvent.click(screen.getByRole("checkbox", { name, hidden: true }));
};
const cells = (): string[][] =>
  within(screen.getByRole("table", { hidden: true }))
    .getAllByRole("row", { hidden: true })
    .map((row) => [...row.children].map(({ textContent }) => textContent));

it("is nothing with one plan, and asks for two", () => {
  show(named("Alone"));
  expect(screen.queryByRole("group", { hidden: true })).toBeNull();
  cleanup();
  show(named("North"), named("South"));
  expect(screen.getByText("Choose at least two.")).toBeTruthy();
});

it("sums plans on the same simulated years: the same plan twice is exactly twice of everything", () => {
  show(named("North"), named("South"));
  choose("North", "South");
  const [, north, south, together] = cells();
  expect(north!.slice(1)).toEqual(south!.slice(1));
  expect(north![1]).toBe("$4.8M");
  expect(together!.slice(0, 2)).toEqual(["Together", "$9.6M"]);
  // Years are added one by one: twice a plan is over its doubled budget as often as once over its own.
  expect(together![4]).toBe(north![4]);
  expect(
    screen.getByText(/^The joint budget of \$9\.6M lasts the year in .* simulated years\. To be sure/),
  ).toBeTruthy();
  expect(screen.getByText("100 simulated years, the same for all plans.")).toBeTruthy();
  choose("South");
  expect(screen.getByText("Choose at least two.")).toBeTruthy();
});

it("adds money of another currency at the first plan's rate, and refuses without one", () => {
  const euros = named("Berlin", { currency: "EUR" });
  show(named("North"), euros);
  choose("North", "Berlin");
  expect(
    screen.getByText(/^Berlin is in EUR and North in USD: their money cannot be added without a rate\./),
  ).toBeTruthy();
  cleanup();
  show({ ...setRate(aPlan(), "EUR", 2).plan, name: "North" }, euros);
  choose("North", "Berlin");
  expect(cells().map((row) => row[1])).toEqual(["Budget", "$4.8M", "$9.6M", "$14.4M"]);
});
