// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { About } from "#renderer/frame/Help.tsx";
import type { ForecastEngine } from "#renderer/state/answers.ts";
import { planText } from "#renderer/state/planFiles/planText.ts";
import type { AppStore } from "#renderer/state/store.ts";
import { StartScreen } from "#renderer/views/start/StartScreen.tsx";
import { readLicences } from "#electron/host/licences/licences.ts";
import { formatCount } from "#shared/format/counts.ts";
import { askSentence, whenSpentSentence } from "#shared/forecast/words/sentences.ts";
import { type Host, grant } from "#shared/host/client.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { answersOf, aPlan, emptyHost, heldEngine } from "#test/renderer/fakes.ts";
import { aWindow, giveWidth } from "./aWindow.tsx";

let restoreWidth: () => void;
beforeEach(() => {
  restoreWidth = giveWidth(360);
});
afterEach(() => {
  cleanup();
  restoreWidth();
});

/** Few trials: what is tested is that the card says what the forecast says. */
const TRIALS = 40;
const engine: ForecastEngine = {
  run: (request, tell) => {
    tell({ type: "ready", answers: answersOf(request, TRIALS) });
    return () => undefined;
  },
};
const SEED = 1;

function open(
  answers: Partial<Host> = {},
  run: ForecastEngine = heldEngine().engine,
): { readonly store: AppStore; readonly asked: ReturnType<typeof emptyHost>["asked"] } {
  const { host, asked } = emptyHost(answers);
  return { store: aWindow(null, <StartScreen />, run, { host }).store, asked };
}
const card = (name: string): HTMLElement =>
  screen
    .getAllByRole("listitem")
    .find((item) => within(item).queryByRole("button", { name: new RegExp(`^${name}`) }) !== null)!;

describe("the templates", () => {
  it("are three, marked illustrative, and say that their forecast is on its way", () => {
    const { runs, engine: held } = heldEngine();
    open({}, held);
    for (const { name, sentence } of templates) {
      expect(within(card(name)).getByText("illustrative")).toBeTruthy();
      expect(within(card(name)).getByText(sentence)).toBeTruthy();
      expect(within(card(name)).getByText("Calculating the first results…")).toBeTruthy();
    }
    // One after another: the first is asked for, and no other before it is there.
    expect(runs.map(({ request }) => request.plan.name)).toEqual([planOfTemplate(templates[0]!).name]);
  });

  it("show a live outlook, each with its chart and the sentences of its own forecast", () => {
    open({}, engine);
    for (const template of templates) {
      const { forecast, facts } = answersOf(
        { plan: planOfTemplate(template), version: 0, scenario: null, seed: SEED, trials: TRIALS },
        TRIALS,
      );
      const words = [
        whenSpentSentence(forecast, facts) ?? "The budget lasts the whole year.",
        askSentence(forecast, facts),
        `Preview of ${formatCount(TRIALS)} simulated years; opening the plan runs 10,000.`,
      ].join(" ");
      expect(within(card(template.name)).getByText(words)).toBeTruthy();
      expect(
        within(card(template.name)).getByRole("img", {
          name: /^Spend by day: 9 in 10 simulated years end between/,
        }),
      ).toBeTruthy();
    }
  });

  it("open as a plan of the reader's own, not saved anywhere", () => {
    const { store } = open();
    fireEvent.click(screen.getByRole("button", { name: /^Support desk/ }));
    const template = templates.find(({ name }) => name === "Support desk")!;
    expect(store.getState()).toMatchObject({
      plan: planOfTemplate(template),
      file: { document: null, isTemplate: true },
    });
  });
});

const RECENT = [
  { document: "doc-1", name: "Platform.pastapril", place: "Plans", openedAt: "2027-02-01T09:00:00Z", missing: false },
  { document: "doc-2", name: "Old.pastapril", place: "Plans", openedAt: "2027-01-01T09:00:00Z", missing: true },
];

describe("the ways to a plan", () => {
  it("begin with six questions, or with a blank plan of guesses", () => {
    const { store } = open();
    fireEvent.click(screen.getByRole("button", { name: "New plan" }));
    expect(store.getState()).toMatchObject({ isSettingUp: true, screen: "newPlan", issues: [] });
    act(() => store.getState().closePlan());
    fireEvent.click(screen.getByRole("button", { name: "Start from a blank plan" }));
    expect(store.getState()).toMatchObject({ isSettingUp: false, screen: "outlook", issues: [] });
  });

  it("take a table from a file or a paste, and say what has no months", async () => {
    const { store } = open();
    const file = new File(["\tSep 2026\tOct 2026\nClaude API\t14,210\t17,940\n"], "spend.tsv");
    fireEvent.change(screen.getByLabelText("Spreadsheet with head count, spend or seats by month"), {
      target: { files: [file] },
    });
    await waitFor(() => expect(store.getState().screen).toBe("newPlan"));
    expect(Object.values(store.getState().plan!.workloads).map(({ name }) => name)).toEqual([
      "Claude API, coding agents",
    ]);
    act(() => store.getState().closePlan());
    fireEvent.paste(document.body, { clipboardData: { getData: () => "a\tb\n1\t2" } });
    expect(store.getState().notice?.sentence).toMatch(/^No months were found/);
    expect(store.getState().plan).toBeNull();
  });
});

describe("the reader's plans", () => {
  const info = { shell: "browser", version: "0.1.0", platform: "linux", startup: null, recent: RECENT } as const;

  it("open at a click; one that is gone says so, and can be taken off the list", async () => {
    const { store, asked } = open({
      hostInfo: () => Promise.resolve(grant({ ...info, recent: [...RECENT] })),
      openPlan: () =>
        Promise.resolve(
          grant({
            document: "doc-1",
            name: "Platform.pastapril",
            place: "Plans",
            text: planText(aPlan({ name: "Platform" })),
            hash: "a".repeat(64),
            readOnly: false,
          }),
        ),
      forgetRecent: () => Promise.resolve(grant(null)),
    });
    const gone = await screen.findByRole<HTMLButtonElement>("button", { name: /^Old/ });
    expect(gone.disabled).toBe(true);
    expect(within(gone).getByText("not found: moved or deleted")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Remove Old from this list" }));
    expect(screen.queryByRole("button", { name: /^Old/ })).toBeNull();
    expect(asked).toContainEqual({ operation: "forgetRecent", input: { document: "doc-2" } });
    fireEvent.click(screen.getByRole("button", { name: /^Platform/ }));
    await waitFor(() => expect(store.getState().plan?.name).toBe("Platform"));
  });

  it("say what will stand there while there are none", () => {
    open();
    expect(screen.getByText("No plan yet. Six questions take about three minutes.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Open a plan" })).toBeTruthy();
  });
});

describe("work that a crash left", () => {
  const left = {
    key: "page-0",
    name: "Small plan",
    savedAt: "2027-03-02T10:15:00Z",
    document: null,
    fileName: null,
    place: null,
    baseHash: null,
  };
  const recovery: Partial<Host> = {
    listRecoveries: () => Promise.resolve(grant([left])),
    readRecovery: () => Promise.resolve(grant({ text: planText(aPlan({ name: "Rescued" })) })),
  };

  it("is offered and comes back as unsaved work", async () => {
    const { store } = open(recovery);
    const offer = await screen.findByRole("region", { name: "Unsaved work" });
    expect(offer.textContent).toMatch(/^Small plan has unsaved changes from March 2/);
    fireEvent.click(within(offer).getByRole("button", { name: /^Restore/ }));
    await waitFor(() => expect(store.getState().plan?.name).toBe("Rescued"));
  });

  it("goes only when the reader discards it", async () => {
    const { asked } = open(recovery);
    const offer = await screen.findByRole("region", { name: "Unsaved work" });
    expect(asked.some(({ operation }) => operation === "discardRecovery")).toBe(false);
    fireEvent.click(within(offer).getByRole("button", { name: /^Discard/ }));
    expect(screen.queryByRole("region", { name: "Unsaved work" })).toBeNull();
    expect(asked).toContainEqual({ operation: "discardRecovery", input: { key: "page-0" } });
  });
});

describe("about", () => {
  it("names every package that ships, in the version that lies in node_modules, under its licence in full", async () => {
    const shipped = readLicences(process.cwd());
    expect(shipped.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["react", "valibot", "zustand", "@fontsource/ibm-plex-sans"]),
    );
    aWindow(null, <About onClose={() => undefined} />, heldEngine().engine, {
      host: emptyHost({ licences: () => Promise.resolve(grant(shipped)) }).host,
    });
    const list = await screen.findByRole("region", { name: "Licenses" });
    await waitFor(() => expect(within(list).getAllByRole("group")).toHaveLength(shipped.length));
    const react = shipped.find(({ name }) => name === "react")!;
    expect(within(list).getByText(`react ${react.version}, MIT`)).toBeTruthy();
    expect(react.text).toContain("Permission is hereby granted");
  });
});
