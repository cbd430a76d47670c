// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AppStore } from "#renderer/state/store.ts";
import { pastedSeries } from "#renderer/views/value/metricPaste.ts";
import { ValueScreen } from "#renderer/views/value/ValueScreen.tsx";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { KeepIf } from "#shared/plan/schema/value.ts";
import { studies } from "#shared/studies/studies.ts";
import { aPlan, promptEngine, stillClock, studiesOf } from "#test/renderer/fakes.ts";
import { aValuePlan } from "#test/shared/forecast/value/aValuePlan.ts";
import { aWindow, giveWidth } from "./aWindow.tsx";

beforeAll(() => {
  giveWidth(460);
});
afterEach(cleanup);

/** The screen with its study answered from few trials. */
async function open(plan: Plan): Promise<AppStore> {
  const clock = stillClock();
  const { store } = aWindow(plan, <ValueScreen />, promptEngine, { clock, studies: studiesOf(studies, 200) });
  await act(async () => {
    clock.pass(1_000);
    await new Promise((resolve) => setTimeout(resolve, 0));
  });
  await screen.findByRole("heading", { name: "What do we get?" }, { timeout: 20_000 });
  return store;
}

describe("the Value screen", () => {
  it("opens with a sentence, eight tiles and the uses in the order of the plan", async () => {
    await open(aValuePlan());
    expect(screen.getByRole("heading", { level: 1 }).textContent).toMatch(
      /uses? (is|are) likely to pay back by December 31/,
    );
    expect(
      screen.getAllByRole("listitem", { name: /^(Outcomes|Cycle|Revenue|Behavior|Cost|Accepted|A person|Against)/ }),
    ).toHaveLength(8);
    const table = screen.getByRole("table", { name: "Use by use" });
    expect(
      within(table)
        .getAllByRole("rowheader")
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringContaining("Agentic coding"),
      expect.stringContaining("Code review"),
      expect.stringContaining("Incident triage"),
      expect.stringContaining("IDE assistant"),
      "All uses together",
    ]);
    expect(within(table).queryByRole("button", { name: /sort.*owner/i })).toBeNull();
  });

  it("draws the use that is looked at, each chart with its sentence", async () => {
    await open(aValuePlan());
    for (const name of [
      /^Use and benefit as shares/,
      /^Agentic coding, of 50 simulated years: it works in/,
      /of 50 simulated years pass: benefit to June 30/,
      /^Days from first commit to release fell by/,
      /^Agentic coding, from tokens to money/,
    ])
      expect(screen.getAllByRole("img", { name }).length).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole("button", { name: /^Code review, pays back in/ }));
    expect(screen.getByRole("heading", { name: "Code review: when do we decide?" })).toBeTruthy();
  });

  it("moves the limit of a rule by key, as an edit that can be undone", async () => {
    const store = await open(aValuePlan());
    const cut = screen.getByRole("slider", { name: "Limit of the rule" });
    fireEvent.keyDown(cut, { key: "ArrowRight" });
    fireEvent.blur(cut);
    const limit = (): unknown => store.getState().plan!.workloads["coding"]!.gate!.keepIf;
    expect(limit()).not.toEqual({ what: "benefit", atLeast: 300_000 });
    act(() => store.getState().undo());
    expect(limit()).toEqual({ what: "benefit", atLeast: 300_000 });
  });

  it("suggests a limit on the metric that knows its error, and takes another error", async () => {
    const store = await open(aValuePlan());
    const rule = (): KeepIf => store.getState().plan!.workloads["coding"]!.gate!.keepIf;
    fireEvent.change(screen.getByRole("combobox", { name: "What must be observed" }), { target: { value: "change" } });
    await waitFor(() => expect(rule().what).toBe("change"));
    // The dots of the rule before are money, not percents: there are none until the new rule's are calculated.
    expect(screen.queryByRole("slider", { name: "Limit of the rule" })).toBeNull();
    const suggested = rule() as KeepIf & { readonly what: "change" };
    // The claim is 10 to 30 % less; half of its middle is 11 %. The months tell it to about 2 %.
    expect(suggested.atLeast).toBeGreaterThan(0.01);
    expect(suggested.atLeast).toBeLessThan(0.25);
    expect(suggested.goodTo).toBeGreaterThan(0.005);
    expect(suggested.goodTo).toBeLessThan(0.05);
    const error = screen.getByRole("textbox", { name: "Error of the measurement" });
    fireEvent.change(error, { target: { value: "30%" } });
    fireEvent.keyDown(error, { key: "Enter" });
    await waitFor(() => expect(rule()).toEqual({ ...suggested, goodTo: 0.3 }));
  });

  it("opens what each gate is known by, and takes how far along the use is", async () => {
    const store = await open(aValuePlan());
    fireEvent.click(screen.getByRole("button", { name: "People changed" }));
    expect(document.activeElement!.textContent).toContain("4. What will people do differently?");
    fireEvent.click(screen.getByRole("button", { name: "Done" }));
    fireEvent.click(screen.getByRole("button", { name: "It reaches the money" }));
    expect(screen.getByText("Agentic coding: closed months: what was counted")).toBe(document.activeElement);
    fireEvent.click(screen.getByRole("button", { name: "It outlives the pilot" }));
    fireEvent.change(screen.getByRole("combobox", { name: "Stage" }), { target: { value: "production" } });
    expect(store.getState().plan!.workloads["coding"]!.status).toBe("production");
    fireEvent.change(screen.getByRole("combobox", { name: "Stage" }), { target: { value: "" } });
    expect(store.getState().plan!.workloads["coding"]).not.toHaveProperty("status");
    expect(checkPlan(store.getState().plan).ok).toBe(true);
  });

  it("offers no rule on a metric that has no target", async () => {
    const plan = aValuePlan();
    const { target: _, ...metric } = plan.workloads["coding"]!.case!.metric!;
    await open({
      ...plan,
      workloads: {
        ...plan.workloads,
        coding: { ...plan.workloads["coding"]!, case: { ...plan.workloads["coding"]!.case!, metric } },
      },
    });
    screen.getByRole("option", { name: "the benefit so far is" });
    expect(screen.queryByRole("option", { name: "the metric changes by" })).toBeNull();
  });

  it("asks the five questions of a plan without a case, with an example to begin with", async () => {
    const store = await open(aPlan());
    expect(screen.getByRole("heading", { level: 1 }).textContent).toMatch(
      /not yet what it should change\. Of pilots like these about 1 in 20/,
    );
    expect(screen.getByRole("heading", { name: "Agentic coding: five questions" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Support" }));
    const { plan } = store.getState();
    expect(plan!.workloads["coding"]!.case!.metric!.name).toBe("hours to resolve a ticket");
    expect(checkPlan(plan).ok).toBe(true);
    act(() => store.getState().undo());
    expect(store.getState().plan!.workloads["coding"]!.case).toBeUndefined();
  });

  it.each([
    ["with cases", aValuePlan()],
    ["without a case", aPlan()],
  ])(
    "is accessible by axe, %s",
    async (_, plan) => {
      await open(plan);
      const { violations } = await axe.run(document.querySelector<HTMLElement>(".value-screen")!, {
        rules: { "color-contrast": { enabled: false } },
      });
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`),
      ).toEqual([]);
    },
    60_000,
  );

  it("opens the table of a tile by a click and by Enter, a row for each use where it speaks of one", async () => {
    await open(aValuePlan());
    const cost = screen.getByRole("listitem", { name: /^Cost of a completed outcome/ });
    fireEvent.click(cost);
    const dialog = screen.getByRole("dialog", { name: /^Cost of a completed outcome/ });
    const rows = within(dialog).getAllByRole("row");
    expect(rows[0]!.textContent).toMatch(/^UseCost of a completed outcome/);
    expect(rows.slice(1).map((row) => row.firstElementChild!.textContent)).toContain("Agentic coding");
    // A row speaks of its own use alone.
    for (const row of rows.slice(1)) expect(row.lastElementChild!.textContent).not.toContain(";");
    fireEvent.click(within(dialog).getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    const benefit = screen.getAllByRole("listitem").find((tile) => tile.textContent.includes("Revenue gained"))!;
    fireEvent.keyDown(benefit, { key: "Enter" });
    expect(within(screen.getByRole("dialog")).getByText("All uses")).toBeTruthy();
  });

  it("has the eight tiles as one tab stop that the arrows walk", async () => {
    await open(aValuePlan());
    const first = screen.getByRole("listitem", { name: /^Outcomes improved/ });
    first.focus();
    fireEvent.keyDown(first, { key: "ArrowRight" });
    expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^Cycle time: 19% shorter/);
    fireEvent.keyDown(document.activeElement!, { key: "ArrowDown" });
    expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^Accepted or acted on/);
  });

  it("has nothing to rank people by", async () => {
    await open(aValuePlan());
    expect(screen.getByRole("group", { name: "Order of the uses" }).textContent).not.toMatch(/owner|people|person/i);
    expect(document.body.textContent).not.toMatch(/@|leaderboard/i);
  });
});

describe("what a case is made of, typed and pasted", () => {
  /** The five questions of the use that is looked at. */
  async function questions(): Promise<AppStore> {
    const store = await open(aValuePlan());
    fireEvent.click(screen.getByRole("button", { name: /^Five questions for Agentic coding/ }));
    return store;
  }
  const own = (store: AppStore) => store.getState().plan!.workloads["coding"]!.case!;
  const type = (name: string, text: string): void => {
    const field = screen.getByRole("textbox", { name });
    fireEvent.focus(field);
    fireEvent.change(field, { target: { value: text } });
    fireEvent.blur(field);
  };

  it("takes a capacity, hours and where they go, costs and harm; each is an edit that can be undone", async () => {
    const store = await questions();
    type("What release takes a day", "25");
    expect(own(store).workflow![1]).toEqual({ step: "release", how: "automate", capacityPerDay: 25 });
    fireEvent.click(screen.getByRole("button", { name: "Hours are saved" }));
    // Nothing is claimed before a figure is typed.
    expect(own(store).saved).toEqual({ hours: 0, hourlyCost: 0 });
    type("Add a one-off cost", "security review");
    expect(own(store).oneOff).toEqual([{ name: "security review", month: "2027-01", amount: 0 }]);
    type("Month of security review", "2027-02");
    type("Add a harm of each outcome", "incidents after merge");
    expect(own(store).disbenefits).toEqual([{ name: "incidents after merge", perOutcome: 0 }]);
    type("Running cost a month", "4000");
    expect(own(store).runCost).toBe(4000);
    expect(checkPlan(store.getState().plan).ok).toBe(true);
    act(() => store.getState().undo());
    expect(own(store).runCost).toBeUndefined();
    expect(own(store).oneOff![0]!.month).toBe("2027-02");
  });

  it("takes people by month, and refuses more than could", async () => {
    const store = await questions();
    type("People who did, by month", "2026-10\t120\n310\n420");
    expect(own(store).behaviour!.did).toEqual({ from: "2026-10", values: [120, 310, 420] });
    type("People who did, by month", "2026-10\t1500");
    expect(own(store).behaviour!.did!.values).toEqual([120, 310, 420]);
    expect(store.getState().notice?.sentence).toBe("1500 people did it, of 1200 who could. Correct one of the two.");
  });

  it("keeps a control group: months of another number are refused, and it is taken out by a click", async () => {
    const store = await questions();
    type("Months after", "2026-10\t7\n7\n7");
    expect(own(store).metric!.after!.values).toHaveLength(6);
    expect(own(store).metric!.control).toBeDefined();
    type("Control group, after", "9\n9");
    expect(store.getState().notice?.sentence).toBe(
      "The control group needs 6 values, one for each month of the metric; 2 were pasted.",
    );
    fireEvent.click(screen.getByRole("button", { name: "Take the control group out" }));
    expect(own(store).metric!.control).toBeUndefined();
    type("Months after", "2026-10\t7\n7\n7");
    expect(own(store).metric!.after!.values).toEqual([7, 7, 7]);
  });

  it("reads the months of a file, split where the use started, with the control group beside", async () => {
    const store = await questions();
    const text = `month,days,others\n${["2026-07,9,9", "2026-08,8.8,9", "2026-09,9.1,9.2", "2026-10,7,9.1"].join("\n")}`;
    const input = screen.getByLabelText("Months of the metric, CSV or XLSX");
    fireEvent.change(input, { target: { files: [new File([text], "days.csv")] } });
    await waitFor(() => expect(own(store).metric!.before!.from).toBe("2026-07"));
    expect(own(store).metric).toMatchObject({
      name: "days from first commit to release",
      before: { values: [9, 8.8, 9.1] },
      after: { from: "2026-10", values: [7] },
      control: { name: "others", before: [9, 9, 9.2], after: [9.1] },
    });
    expect(checkPlan(store.getState().plan).ok).toBe(true);
    fireEvent.change(input, { target: { files: [new File(["month,days\n2026-09,lots"], "bad.csv")] } });
    await waitFor(() =>
      expect(store.getState().notice?.sentence).toBe("bad.csv: A column of numbers is missing beside the months."),
    );
  });

  it("takes the months of a metric from an export of outcomes", async () => {
    const store = await questions();
    const lines = ["2026-08", "2026-09", "2026-10", "2026-11"].flatMap((month) =>
      Array.from({ length: 28 }, (_, i) => `${month}-${String(i + 1).padStart(2, "0")},2`),
    );
    const input = screen.getByLabelText(/^Open an export of outcomes/);
    fireEvent.change(input, {
      target: { files: [new File([`date,tickets_resolved\n${lines.join("\n")}\n`], "days.csv")] },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Use these" }));
    expect(own(store).metric).toMatchObject({
      before: { from: "2026-08", values: [56, 56] },
      after: { from: "2026-10", values: [56, 56] },
    });
    expect(checkPlan(store.getState().plan).ok).toBe(true);
  });

  it("closes by Escape wherever the keyboard is, but not while something is typed", async () => {
    await questions();
    const field = screen.getByRole("textbox", { name: "Outcome that will change" });
    fireEvent.keyDown(field, { key: "Escape" });
    expect(screen.getByRole("button", { name: "Done" })).toBeDefined();
    fireEvent.keyDown(screen.getByRole("heading", { name: "Use by use" }), { key: "Escape" });
    expect(screen.queryByRole("button", { name: "Done" })).toBeNull();
  });

  it("argues with a share of one's own beside the surveys", async () => {
    const store = await open(aValuePlan());
    fireEvent.click(screen.getByRole("radio", { name: "other" }));
    type("Share of uses like these that have paid", "12%");
    expect(store.getState().plan!.value!.baseRate).toBe(0.12);
    expect(checkPlan(store.getState().plan).ok).toBe(true);
    type("Share of uses like these that have paid", "120%");
    expect(store.getState().plan!.value!.baseRate).toBe(0.12);
    fireEvent.click(screen.getByRole("radio", { name: "21%" }));
    expect(store.getState().plan!.value!.baseRate).toBe(0.21);
    expect(screen.queryByRole("textbox", { name: "Share of uses like these that have paid" })).toBeNull();
  });

  it("takes the counts of own earlier pilots, never more passed than came", async () => {
    const store = await open(aValuePlan());
    type("It reaches the money: came to it", "6");
    type("It reaches the money: passed", "1");
    expect(store.getState().plan!.value!.record).toEqual({ captured: { passed: 1, of: 6 } });
    type("It reaches the money: passed", "7");
    expect(store.getState().plan!.value!.record).toEqual({ captured: { passed: 1, of: 6 } });
  });
});

describe("a pasted series", () => {
  it("is a column, or months with values; an empty cell is a missing month", () => {
    expect(pastedSeries("8.6\n8.8\n\n8.7")).toEqual({ values: [8.6, 8.8, null, 8.7], from: null });
    expect(pastedSeries("month\tdays\n2025-09\t8.6\n2025-10\t\n2025-11\t1,200")).toEqual({
      values: [8.6, null, 1200],
      from: "2025-09",
    });
  });

  it("is refused with the line that is no number", () => {
    expect(pastedSeries("8.6\nmany")).toEqual({
      refusal: "Line 2 is not a number: “many”. Paste one value a line, or a month and a value.",
    });
  });
});

describe("the closed months of a use", () => {
  const withMonths = (): Plan => ({
    ...aValuePlan(),
    actuals: {
      months: ["2027-01", "2027-02", "2027-03"].map((month, m) => ({
        month,
        workloads: { coding: { spend: 30_000, tasks: 9_000, tokens: { sonnet: 5e9 + m * 1e9 }, outcomes: 6_000 } },
      })),
    },
  });
  const type = (name: string, text: string): HTMLElement => {
    const field = screen.getByRole("textbox", { name, hidden: true });
    fireEvent.focus(field);
    fireEvent.change(field, { target: { value: text } });
    fireEvent.blur(field);
    return field;
  };

  it("take what people counted, month by month; each is an edit that can be undone", async () => {
    const store = await open(withMonths());
    const own = (m: number) => store.getState().plan!.actuals!.months[m]!.workloads["coding"]!;
    type("Tasks in which a person stepped in, January", "900");
    type("Tasks that went back to the old way, January", "270");
    type("Benefit booked by finance, January", "12,000");
    expect(own(0)).toMatchObject({ interventions: 900, exceptions: 270, benefit: 12_000 });
    expect(checkPlan(store.getState().plan).ok).toBe(true);
    expect(store.getState().past.at(-1)?.name ?? "").toBe("change booked benefit of January");
    act(() => store.getState().undo());
    expect(own(0).benefit).toBeUndefined();
    type("Tasks in which a person stepped in, January", "");
    expect(own(0).interventions).toBeUndefined();
  });

  it("are drawn under the months of the metric, and said by the tile", async () => {
    const plan = withMonths();
    Object.assign(plan.actuals!.months[0]!.workloads["coding"]!, { interventions: 900, exceptions: 270 });
    await open(plan);
    expect(screen.getByRole("listitem", { name: /^A person stepped in: 10%, exceptions 3%/ })).toBeTruthy();
    // The months after the start of the use reach to March.
    expect(screen.getByText(/^a person stepped in, at most 10% of the tasks/)).toBeTruthy();
  });

  it("take outcomes from an export of pull requests, as one step, and say what they took", async () => {
    const store = await open(withMonths());
    const merged = ["2027-01", "2027-02"].flatMap((month) =>
      Array.from({ length: 28 }, (_, i) => `${month}-${String(i + 1).padStart(2, "0")}`),
    );
    const pulls = [...merged, "2027-03-01", "2027-03-02"].map((day) => ({ mergedAt: `${day}T10:00:00Z` }));
    const input = screen.getByLabelText(/^Take outcomes from an export/);
    fireEvent.change(input, { target: { files: [new File([JSON.stringify(pulls)], "pulls.json")] } });
    expect(
      await screen.findByText("Left out, because the file does not cover the whole month: March 2027."),
    ).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Use these", hidden: true }));
    expect(store.getState().plan!.actuals!.months.map(({ workloads }) => workloads["coding"]!.outcomes)).toEqual([
      28, 28, 6_000,
    ]);
    expect(store.getState().notice?.sentence).toBe("2 closed months take merged pull requests from the file.");
    act(() => store.getState().undo());
    expect(store.getState().plan!.actuals!.months[0]!.workloads["coding"]!.outcomes).toBe(6_000);
    fireEvent.change(input, { target: { files: [new File(["a,b\n1,2\n"], "other.csv")] } });
    await waitFor(() => expect(store.getState().notice?.sentence).toMatch(/^other.csv: it counts no outcomes/));
  });

  it("refuse more than there were tasks, with a sentence", async () => {
    const store = await open(withMonths());
    type("Tasks in which a person stepped in, February", "9001");
    expect(screen.getByText("The month has 9,000 tasks: type at most as many.")).toBeTruthy();
    expect(store.getState().plan!.actuals!.months[1]!.workloads["coding"]!.interventions).toBeUndefined();
  });
});
