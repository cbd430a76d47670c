// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { UNSAVED_FILE } from "#renderer/state/documentSlice.ts";
import { AppProvider, type App } from "#renderer/state/useApp.tsx";
import { ReportScreen } from "#renderer/views/report/ReportScreen.tsx";
import { grant } from "#shared/host/client.ts";
import type { HostInput } from "#shared/host/contract.ts";
import type { ReportDocument } from "#shared/report/document.ts";
import { answersOf, aPlan, anApp, emptyHost, heldEngine, stillClock } from "#test/renderer/fakes.ts";

beforeAll(() => {
  Object.defineProperty(window, "matchMedia", {
    value: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }),
    configurable: true,
  });
  Object.defineProperty(URL, "createObjectURL", { value: () => "blob:page", configurable: true });
  Object.defineProperty(URL, "revokeObjectURL", { value: () => undefined, configurable: true });
});
afterEach(cleanup);

interface Opened {
  readonly app: App;
  readonly asked: readonly { readonly operation: string; readonly input: unknown }[];
  /** Lets the pages be set that were asked for. */
  readonly settle: () => Promise<void>;
}

/** The screen over a typesetter that notes what it is given. */
function open(services: Parameters<typeof anApp>[0] = {}, name: string | null = "team.pastapril"): Opened {
  const clock = stillClock();
  const { host, asked } = emptyHost({
    typesetPages: () => Promise.resolve(grant({ pages: ["<svg/>", "<svg/>"] })),
    typesetPdf: () => Promise.resolve(grant({ pdf: Uint8Array.from([37, 80]) })),
    exportFile: ({ suggestedName }) => Promise.resolve(grant({ place: suggestedName })),
  });
  const app = anApp({ host, clock, ...services });
  app.store.getState().openPlan(aPlan(), { ...UNSAVED_FILE, name }, true);
  render(
    <AppProvider app={app}>
      <ReportScreen />
    </AppProvider>,
  );
  // Studies answer in turns of their own, and the pages are set anew with each.
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 12; turn++) {
      await act(async () => {
        clock.pass(1_000);
        await new Promise((resolve) => setTimeout(resolve, 20));
      });
    }
  };
  return { app, asked, settle };
}

/** The document of the last request of an operation. */
function documentOf({ asked }: Opened, operation: "typesetPages" | "typesetPdf"): ReportDocument {
  const { input } = asked.findLast((one) => one.operation === operation)!;
  const file = (input as HostInput<"typesetPages">).files.find(({ path }) => path === "/document.json")!;
  return JSON.parse(file.text) as ReportDocument;
}

describe("the report", () => {
  it("shows the pages that the typesetter drew", async () => {
    const opened = open();
    await opened.settle();
    expect(screen.getAllByRole("img").map((image) => image.getAttribute("alt"))).toEqual([
      "Page 1 of 2 of the budget plan",
      "Page 2 of 2 of the budget plan",
    ]);
    expect(screen.getByText("2 pages, as they will be printed.")).toBeTruthy();
    expect(documentOf(opened, "typesetPages").method.facts.at(-1)!.value).toContain(
      "past-april forecast team.pastapril --trials 50 --seed 1",
    );
  });

  it("waits for the whole forecast and says so", () => {
    const { engine } = heldEngine();
    const { asked } = open({ engine });
    expect(
      screen.getByText(/The pages follow once the forecast is complete: 0 of 10,000 simulated years/),
    ).toBeTruthy();
    expect(screen.getByRole("button", { name: "Export PDF" }).hasAttribute("disabled")).toBe(true);
    expect(asked.some(({ operation }) => operation === "typesetPages")).toBe(false);
  });

  it("shows the forecast's own pages while the other scenarios are calculated, and no file before they are there", async () => {
    const { engine, runs } = heldEngine();
    const opened = open({ engine });
    const tell = async (run: (typeof runs)[number]): Promise<void> => {
      act(() => run.tell({ type: "ready", answers: answersOf(run.request, 250) }));
      await opened.settle();
    };
    const isWritable = (): boolean => !screen.getByRole("button", { name: "Export PDF" }).hasAttribute("disabled");
    await tell(runs[0]!);
    expect(screen.getByText("2 pages so far: scenarios follow, 1 of 2 are calculated.")).toBeTruthy();
    expect(screen.getByText(/The files and tables follow with them/)).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Tables/ }).hasAttribute("disabled")).toBe(true);
    expect(isWritable()).toBe(false);
    expect(JSON.stringify(documentOf(opened, "typesetPages"))).not.toContain("Fewer");

    await tell(runs[1]!);
    expect(screen.getByText("2 pages, as they will be printed.")).toBeTruthy();
    expect(isWritable()).toBe(true);
    expect(JSON.stringify(documentOf(opened, "typesetPages"))).toContain("Fewer");
  });

  it("takes title, notes, paper and sections, and exports the very document of the preview", async () => {
    const opened = open();
    const title = screen.getByRole("textbox", { name: "Title" });
    fireEvent.change(title, { target: { value: "For the board" } });
    fireEvent.keyDown(title, { key: "Enter" });
    const notes = screen.getByRole("textbox", { name: /^Notes/ });
    fireEvent.change(notes, { target: { value: "Agreed." } });
    fireEvent.blur(notes);
    fireEvent.click(screen.getByRole("radio", { name: "Letter" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "Assumptions" }));
    await opened.settle();
    const shown = documentOf(opened, "typesetPages");
    expect(shown).toMatchObject({
      paper: "us-letter",
      notes: ["Agreed."],
      sections: { months: true, assumptions: false, method: true },
    });
    expect(shown.decision.title).toBe("For the board");
    await act(async () => {
      fireEvent.click(screen.getByRole("button", { name: "Export PDF" }));
      await Promise.resolve();
    });
    expect(documentOf(opened, "typesetPdf")).toEqual(shown);
    expect(opened.asked.findLast(({ operation }) => operation === "exportFile")!.input).toMatchObject({
      suggestedName: "Small plan.pdf",
      kind: "pdf",
    });
  });

  it("prints the chosen scenario at the plan's confidence, which is changed as a step of undo", async () => {
    const opened = open();
    fireEvent.change(screen.getByRole("combobox", { name: "Scenario" }), { target: { value: "fewer" } });
    await opened.settle();
    expect(documentOf(opened, "typesetPages").head.name).toBe("Small plan, Fewer users");
    fireEvent.change(screen.getByRole("combobox", { name: "Scenario" }), { target: { value: "" } });
    fireEvent.click(screen.getByRole("radio", { name: "95%" }));
    await opened.settle();
    expect(opened.app.store.getState().plan!.budget.confidence).toBe(0.95);
    expect(opened.app.store.getState().past.at(-1)!.name).toBe("change the confidence");
    expect(documentOf(opened, "typesetPages").decision.parts.some(({ what }) => what.includes("95%"))).toBe(true);
  });

  it("says before exporting which words the paper cannot print", async () => {
    const opened = open();
    expect(screen.queryByText(/printed as empty boxes/)).toBeNull();
    const title = screen.getByRole("textbox", { name: "Title" });
    fireEvent.change(title, { target: { value: "Approve 予算" } });
    fireEvent.blur(title);
    await opened.settle();
    expect(screen.getByText(/printed as empty boxes; the text of the file is complete: 予算\./)).toBeTruthy();
  });

  it("says in words when the pages cannot be set", async () => {
    const clock = stillClock();
    const { host } = emptyHost();
    open({ host, clock });
    await act(async () => {
      clock.pass(1_000);
      await Promise.resolve();
    });
    expect(
      screen.getByText("This cannot be done in a browser window. Use the desktop app or the command line."),
    ).toBeTruthy();
  });
});
