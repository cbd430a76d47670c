import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import type { App } from "#renderer/state/useApp.tsx";
import type { AppState } from "#renderer/state/appState.ts";
import { scenariosParts } from "#renderer/views/scenarios/ScenariosScreen.tsx";
import { screens, settingsScreen } from "#renderer/views/screens.tsx";
import type { Command } from "./command.ts";
import { newScenario } from "./newScenario.ts";
import { settingsCommands } from "./settingsCommands.ts";
import { synonymsOf } from "./synonyms.ts";
import { workloadCommands } from "./workloadCommands.ts";

/** Everything that can be asked for by name: screens, workloads, inputs, and what the window does. */
export function commandsOf({ store, files, forecasts }: App, state: AppState): Command[] {
  const { plan, past, undone } = state;
  const act = store.getState();
  const always: Command[] = [
    { id: "open", label: "Open a plan", aside: "Ctrl O", words: "load file", run: () => void files.open() },
    { id: "light", label: "Light colors", aside: "Look", words: "theme", run: () => act.prefer({ theme: "light" }) },
    {
      id: "dark",
      label: "Dark colors",
      aside: "Look",
      words: "theme night",
      run: () => act.prefer({ theme: "dark" }),
    },
    {
      id: "system",
      label: "System colors",
      aside: "Look",
      run: () => act.prefer({ theme: "system", contrast: "system" }),
    },
    { id: "contrast", label: "High contrast", aside: "Look", run: () => act.prefer({ contrast: "more" }) },
    {
      id: "compact",
      label: state.density === "compact" ? "Comfortable rows" : "Compact rows",
      aside: "Look",
      run: () => act.prefer({ density: state.density === "compact" ? "comfortable" : "compact" }),
    },
    {
      id: "keys",
      label: "Keyboard shortcuts",
      aside: "Help",
      words: "help keys",
      run: () => act.showDialog("shortcuts"),
    },
    {
      id: "preferences",
      label: "Preferences",
      aside: "Ctrl Shift ,",
      words: "settings options theme dark light colors number format decimal date format density rows confidence",
      run: () => act.showDialog("preferences"),
    },
    { id: "about", label: "About Past April", aside: "Help", run: () => act.showDialog("about") },
  ];
  if (plan === null) return always;
  const undo = past.at(-1);
  const redo = undone.at(-1);
  return [
    ...screens.map(({ id, name }, i): Command => ({
      id: `screen ${id}`,
      label: name,
      aside: `Ctrl ${i + 1}`,
      run: () => act.goTo(id),
    })),
    {
      id: "screen settings",
      label: settingsScreen.name,
      aside: "Ctrl ,",
      words: "preferences options",
      run: () => act.goTo(settingsScreen.id),
    },
    ...scenariosParts.map(({ id, name }): Command => ({
      id: `scenarios ${id}`,
      label: name,
      aside: "Scenarios",
      run: () => {
        act.showScenariosPart(id);
        act.goTo("scenarios");
      },
    })),
    ...workloadCommands(plan, act),
    {
      id: "budget",
      label: "Budget",
      aside: "Outlook",
      words: "amount money limit approved",
      run: () => act.focusInput("/budget"),
    },
    {
      id: "confidence",
      label: "How sure the request is",
      aside: "Outlook",
      words: "confidence contingency reserve ask request base percentile p80",
      run: () => act.focusInput("/budget/confidence"),
    },
    ...settingsCommands(plan, act.focusInput),
    {
      id: "new-scenario",
      label: "New scenario",
      aside: "Scenarios",
      words: "add option policy what if compare alternative",
      run: () => newScenario(state),
    },
    {
      id: "import",
      label: "Import usage",
      aside: "Actuals",
      words: "actuals export csv load closed months",
      run: () => act.goTo("actuals"),
    },
    {
      id: "export",
      label: "Export the budget plan",
      aside: "Ctrl E",
      words: "pdf print xlsx excel workbook csv download report",
      run: () => act.goTo("report"),
    },
    {
      id: "how-to-read",
      label: "How to read the Outlook",
      aside: "Help",
      words: "help guide tour explain legend",
      run: () => {
        act.setRead("outlook", false);
        act.goTo("outlook");
      },
    },
    { id: "save", label: "Save", aside: "Ctrl S", run: () => void files.save() },
    { id: "save-as", label: "Save a copy", aside: "File", run: () => void files.saveAs() },
    { id: "versions", label: "Earlier versions", aside: "File", run: () => act.showDialog("versions") },
    ...(undo === undefined
      ? [{ id: "undo", label: "Undo: nothing to undo", aside: "Ctrl Z", run: act.undo }]
      : [{ id: "undo", label: `Undo: ${undo.name}`, aside: "Ctrl Z", run: act.undo }]),
    ...(redo === undefined ? [] : [{ id: "redo", label: `Redo: ${redo.name}`, aside: "Ctrl Shift Z", run: act.redo }]),
    { id: "run", label: "Run the forecast", aside: "Ctrl Enter", run: forecasts.run },
    {
      id: "sharpen",
      label: "More precision",
      aside: "Forecast",
      words: "precision more accurate",
      run: forecasts.sharpen,
    },
    {
      id: "close",
      label: "Close this plan and go to the start page",
      aside: "File",
      words: "new plan blank template start",
      run: act.closePlan,
    },
    ...always,
    // The last, and many: a plan may have hundreds.
    ...(state.issues.length > 0 ? [] : assumptionRegister(plan)).map(({ pointer, label, grade }): Command => ({
      id: `input ${pointer}`,
      label,
      aside: `Input, ${grade}`,
      words: synonymsOf(pointer),
      run: () => act.focusInput(pointer),
    })),
  ];
}

/**
 * The commands that a query means: every word of it stands in the label, beside it, or among its further words; those
 * whose label says it come first.
 */
export function matching(commands: readonly Command[], query: string): Command[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const holds = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const found = commands.filter(({ label, aside, words: more = "" }) => holds(`${label} ${aside} ${more}`));
  const isNamed = ({ label, aside }: Command): boolean => holds(`${label} ${aside}`);
  return [...found.filter(isNamed), ...found.filter((command) => !isNamed(command))];
}
