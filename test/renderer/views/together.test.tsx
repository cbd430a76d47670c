// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { setRate } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { portfolioStudy } from "#shared/studies/portfolio.ts";
import type { AppStore } from "#renderer/state/store.ts";
import type { StudyDesk } from "#renderer/state/studies.ts";
import { PortfolioScreen } from "#renderer/views/portfolio/PortfolioScreen.tsx";
import { Together } from "#renderer/views/start/Together.tsx";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { heldEngine } from "#test/renderer/fakes.ts";
import { aWindow, giveWidth } from "./aWindow.tsx";

beforeEach(() => giveWidth(900));
afterEach(cleanup);

const TRIALS = 100;
const named = (name: string, over: Partial<Plan> = {}): Plan => ({ ...aPlan(), name, ...over });

/** The real study, of few years. */
const desk: StudyDesk = {
  ask: (_, question, listen) => {
    void portfolioStudy(question as never, {
      seed: 1,
      simulate: (plan) => Promise.resolve(simulateTrials(plan, 1, 0, TRIALS)),
      recordContracts: () => Promise.reject(new Error("no contracts are recorded")),
      reportProgress: () => undefined,
    }).then((answer) => listen({ type: "answer", answer: answer as never }));
    return () => undefined;
  },
};

/** A clock that lets nobody wait. */
const promptClock = {
  now: () => 0,
  after: (_: number, call: () => void) => {
    const timer = setTimeout(call, 0);
    return () => clearTimeout(timer);
  },
};

function show(...plans: readonly Plan[]): AppStore {
  const summed = plans.map((plan, i) => ({ document: `plan-${i}`, fileName: `${plan.name}.pastapril`, plan }));
  return aWindow(
    aPlan(),
    <>
      <Together plans={summed} />
      <PortfolioScreen />
    </>,
    heldEngine().engine,
    { studies: desk, clock: promptClock },
  ).store;
}
const choose = (...names: readonly string[]): void => {
  for (const name of names) fireEvent.click(screen.getByRole("checkbox", { name, hidden: true }));
};
const sum = (): void => void fireEvent.click(screen.getByRole("button", { name: "Sum these plans", hidden: true }));
const cells = async (): Promise<string[][]> => {
  const [table] = await screen.findAllByRole("table", {}, { timeout: 20_000 });
  return [...table!.querySelectorAll("tr")].map((row) => [...row.children].map(({ textContent }) => textContent));
};
function type(name: string, text: string): void {
  const field = screen.getByRole("textbox", { name });
  fireEvent.change(field, { target: { value: text } });
  fireEvent.keyDown(field, { key: "Enter" });
}

describe("the plans of a reader", () => {
  it("are summed from two on, and one is asked to choose", () => {
    show(named("Alone"));
    expect(screen.queryByText("Sum several plans")).toBeNull();
    cleanup();
    show(named("North"), named("South"));
    expect(screen.getByText("Choose at least two.")).toBeTruthy();
  });

  it("are summed on the same simulated years: the same plan twice is exactly twice of everything", async () => {
    const store = show(named("North"), named("South"));
    choose("North", "South");
    sum();
    expect(store.getState().screen).toBe("portfolio");
    const [, north, south, together] = await cells();
    expect(north!.slice(1)).toEqual(south!.slice(1));
    expect(north![1]).toBe("$4.8M");
    expect(together!.slice(0, 2)).toEqual(["Together", "$9.6M"]);
    // Years are added one by one: twice a plan is over its doubled budget as often as once over its own.
    expect(together!.at(-1)).toBe(north!.at(-1));
    expect(screen.getByText(/^The joint budget of \$9\.6M lasts the year in .* simulated years\./)).toBeTruthy();
    expect(screen.getByText("100 simulated years, the same for all plans, seed 1.")).toBeTruthy();
  });
});

describe("a portfolio on the screen", () => {
  const euros = named("Berlin", { currency: "EUR" });

  it("asks for the rate of another currency, or takes over the one that a plan has", async () => {
    show(named("North"), euros);
    choose("North", "Berlin");
    sum();
    expect(screen.queryByRole("table")).toBeNull();
    type("USD for one EUR", "2");
    expect((await cells()).map((row) => row[1])).toEqual(["Budget", "$4.8M", "$9.6M", "$14.4M"]);
    cleanup();
    show({ ...setRate(aPlan(), "EUR", 2).plan, name: "North" }, euros);
    choose("North", "Berlin");
    sum();
    expect((await cells()).map((row) => row[1])).toEqual(["Budget", "$4.8M", "$9.6M", "$14.4M"]);
  });

  it("is shown in the currency and at the confidence that are chosen", async () => {
    const store = show({ ...setRate(aPlan(), "EUR", 2).plan, name: "North" }, euros);
    choose("North", "Berlin");
    sum();
    await cells();
    fireEvent.change(screen.getByRole("combobox", { name: "Currency" }), { target: { value: "EUR" } });
    expect(store.getState().portfolio!.file).toMatchObject({ currency: "EUR", rates: { USD: 0.5 } });
    type("Confidence", "95");
    await screen.findByText("95% estimate", {}, { timeout: 20_000 });
    expect((await cells()).map((row) => row[1])).toEqual(["Budget", "€2.4M", "€4.8M", "€7.2M"]);
    const [, north] = await cells();
    // The 95% estimate is the request where that is the confidence.
    expect(north![3]).toBe(north![4]);
    type("Confidence", "100");
    expect(screen.getByText("Type a percentage between 0 and 100.")).toBeTruthy();
  });

  it("says which plan is missing, and sums when its file is given", async () => {
    const store = show(named("North"));
    store.getState().showPortfolio({
      file: { schema: "past-april.portfolio/1", plans: [{ path: "north.json" }, { path: "teams/south.json" }] },
      saved: null,
      document: null,
      fileName: null,
      hash: null,
      members: [
        { document: null, plan: named("North"), problem: null },
        { document: null, plan: null, problem: "There is no file south.json." },
      ],
    });
    expect(await screen.findByText(/There is no file south\.json\./)).toBeTruthy();
    const give = (name: string, text: string): void =>
      void fireEvent.change(screen.getByLabelText("Files of the plans that the portfolio names"), {
        target: { files: [new File([text], name)] },
      });
    give("west.json", "{}");
    await expect.poll(() => store.getState().notice?.sentence).toBe("The portfolio names no plan called west.json.");
    give("south.json", JSON.stringify(named("South")));
    expect((await cells()).map(([name]) => name)).toEqual(["Plan", "North", "South", "Together"]);
  });
});
