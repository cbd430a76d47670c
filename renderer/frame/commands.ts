import type { GuidePageId } from "#shared/guide/contents.ts";
import { TERMS } from "#shared/guide/glossary.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { AppState } from "#renderer/state/appState.ts";
import { dayOf, openBlankPlan, startSetUp } from "#renderer/state/setUp.ts";
import type { App } from "#renderer/state/useApp.tsx";
import { guidePages } from "#renderer/views/guide/guideTexts.ts";
import { scenariosParts } from "#renderer/views/scenarios/ScenariosScreen.tsx";
import { centresScreen, screens, settingsScreen } from "#renderer/views/screens.tsx";
import type { Command } from "./command.ts";
import { newScenario } from "./newScenario.ts";
import { headCountCommand, settingsCommands } from "./settingsCommands.ts";
import { INPUT_ID } from "./synonyms.ts";
import { workloadCommands } from "./workloadCommands.ts";

/** Everything that can be asked for by name: screens, workloads, inputs, and what the window does. */
export function commandsOf(app: App, state: AppState): Command[] {
  const { plan } = state;
  const always = [...startCommands(app), ...lookCommands(state), ...helpCommands(state)];
  if (plan === null) return always;
  const headCount = headCountCommand(state.focusInput);
  const hasTable = plan.people !== undefined;
  return [
    ...screenCommands(state),
    ...workloadCommands(plan, state),
    ...budgetCommands(state),
    ...settingsCommands(plan, state.focusInput),
    ...(hasTable ? [headCount] : []),
    ...workCommands(state),
    ...fileCommands(app, state),
    ...forecastCommands(app),
    ...always,
    // The last, and many: a plan may have hundreds.
    ...inputCommands(plan, state),
    // Who has no table means the head counts that stand in the workloads.
    ...(hasTable ? [] : [headCount]),
  ];
}

function startCommands({ store, services, files, shell }: App): Command[] {
  const today = (): string => dayOf(services.clock.now());
  return [
    { id: "new", label: "New plan", aside: "Ctrl N", run: () => startSetUp(store, today()) },
    { id: "blank", label: "Blank plan", aside: "File", run: () => openBlankPlan(store, today()) },
    { id: "open", label: "Open a plan", aside: "Ctrl O", run: () => void files.open() },
    { id: "window", label: "New window", aside: "File", run: shell.openWindow },
  ];
}

function lookCommands({ density, prefer, showDialog }: AppState): Command[] {
  const isCompact = density === "compact";
  return [
    { id: "light", label: "Light colors", aside: "Look", run: () => prefer({ theme: "light" }) },
    { id: "dark", label: "Dark colors", aside: "Look", run: () => prefer({ theme: "dark" }) },
    {
      id: "system",
      label: "System colors",
      aside: "Look",
      run: () => prefer({ theme: "system", contrast: "system" }),
    },
    { id: "contrast", label: "High contrast", aside: "Look", run: () => prefer({ contrast: "more" }) },
    {
      id: "compact",
      label: isCompact ? "Comfortable rows" : "Compact rows",
      aside: "Look",
      run: () => prefer({ density: isCompact ? "comfortable" : "compact" }),
    },
    { id: "preferences", label: "Preferences", aside: "Ctrl Shift ,", run: () => showDialog("preferences") },
  ];
}

function helpCommands({ showDialog, openGuide, goTo }: AppState): Command[] {
  return [
    { id: "guide", label: "Guide", aside: "F1", run: () => goTo("guide") },
    ...guidePages().map((page): Command => ({
      id: `guide ${page.id}`,
      label: page.title,
      aside: "Guide",
      words: page.blocks.flatMap((block) => (block.kind === "heading" ? [block.text] : [])),
      run: () => openGuide(page.id as GuidePageId),
    })),
    ...TERMS.map(({ id, name }): Command => ({
      id: `term ${id}`,
      label: name,
      aside: "Word, guide",
      run: () => openGuide("words", id),
    })),
    { id: "keys", label: "Keyboard shortcuts", aside: "Help", run: () => showDialog("shortcuts") },
    { id: "about", label: "About Past April", aside: "Help", run: () => showDialog("about") },
  ];
}

function screenCommands({ goTo, showScenariosPart }: AppState): Command[] {
  return [
    ...screens.map(({ id, name }, i) => ({
      id: `screen ${id}`,
      label: name,
      aside: `Ctrl ${i + 1}`,
      run: () => goTo(id),
    })),
    {
      id: "screen centres",
      label: centresScreen.name,
      aside: "Ctrl 9",
      words: ["chargeback", "showback", "budgets", "departments", "owners"],
      run: () => goTo(centresScreen.id),
    },
    { id: "screen settings", label: settingsScreen.name, aside: "Ctrl ,", run: () => goTo(settingsScreen.id) },
    ...scenariosParts.map(({ id, name }) => ({
      id: `scenarios ${id}`,
      label: name,
      aside: "Scenarios",
      run: () => {
        showScenariosPart(id);
        goTo("scenarios");
      },
    })),
  ];
}

function budgetCommands({ focusInput }: AppState): Command[] {
  return [
    { id: "budget", label: "Budget", aside: "Outlook", run: () => focusInput("/budget") },
    {
      id: "confidence",
      label: "How sure the request is",
      aside: "Outlook",
      run: () => focusInput("/budget/confidence"),
    },
  ];
}

function workCommands(state: AppState): Command[] {
  const { goTo, setRead, screen } = state;
  return [
    { id: "new-scenario", label: "New scenario", aside: "Scenarios", run: () => newScenario(state) },
    { id: "import", label: "Import usage", aside: "Actuals", run: () => goTo("actuals") },
    { id: "export", label: "Export the budget plan", aside: "Ctrl E", run: () => goTo("report") },
    {
      id: "how-to-read",
      label: "How to read this screen",
      aside: "?",
      run: () => setRead(screen, false),
    },
  ];
}

function fileCommands({ files }: App, { past, undone, undo, redo, closePlan, showDialog }: AppState): Command[] {
  const name = (what: string, step: AppState["past"][number] | undefined): string =>
    step === undefined ? `${what}: nothing to ${what.toLowerCase()}` : `${what}: ${step.name}`;
  return [
    { id: "save", label: "Save", aside: "Ctrl S", run: () => void files.save() },
    { id: "save-as", label: "Save a copy", aside: "File", run: () => void files.saveAs() },
    { id: "versions", label: "Earlier versions", aside: "File", run: () => showDialog("versions") },
    { id: "undo", label: name("Undo", past.at(-1)), aside: "Ctrl Z", run: undo },
    { id: "redo", label: name("Redo", undone.at(-1)), aside: "Ctrl Shift Z", run: redo },
    { id: "close", label: "Close this plan and go to the start page", aside: "File", run: closePlan },
  ];
}

function forecastCommands({ forecasts }: App): Command[] {
  return [
    { id: "run", label: "Run the forecast", aside: "Ctrl Enter", run: forecasts.run },
    { id: "cancel", label: "Stop the forecast", aside: "Ctrl .", run: forecasts.cancel },
    { id: "sharpen", label: "More precision", aside: "Forecast", run: forecasts.sharpen },
  ];
}

function inputCommands(plan: Plan, { issues, focusInput }: AppState): Command[] {
  if (issues.length > 0) return [];
  return assumptionRegister(plan).map(({ pointer, label, grade }) => ({
    id: `${INPUT_ID}${pointer}`,
    label,
    aside: `Input, ${grade}`,
    run: () => focusInput(pointer),
  }));
}
