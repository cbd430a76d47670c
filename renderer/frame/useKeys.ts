import { useEffect } from "react";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { dayOf, startSetUp } from "#renderer/state/setUp.ts";
import type { ScreenId } from "#renderer/state/appState.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { screens, settingsScreen } from "#renderer/views/screens.tsx";

/** The window's keys. Fields keep theirs: undo within a word, brackets as text. */
export function useKeys(): void {
  const { store, services, files, forecasts } = useAppContext();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const state = store.getState();
      const isTyping =
        event.target instanceof HTMLInputElement
          ? event.target.type === "text"
          : event.target instanceof HTMLTextAreaElement;
      const command = event.ctrlKey || event.metaKey;
      const act = ((): (() => void) | null => {
        if (event.key === "F6") return () => moveArea(event.shiftKey ? -1 : 1);
        // On many keyboards a bracket takes AltGr, which is Ctrl and Alt together, or Option.
        if ((event.key === "[" || event.key === "]") && !isTyping && (event.altKey || !command))
          return () => stepScenario(event.key === "]" ? 1 : -1);
        if (!command || event.altKey) return null;
        const screen = screenOfKey(event.key.toLowerCase());
        if (screen !== undefined) return () => state.goTo(screen);
        switch (event.key.toLowerCase()) {
          case "z":
            return isTyping ? null : event.shiftKey ? state.redo : state.undo;
          case "y":
            return isTyping ? null : state.redo;
          case "n":
            return () => startSetUp(store, dayOf(services.clock.now()));
          case "s":
            return () => void (event.shiftKey ? files.saveAs() : files.save());
          case "o":
            return () => void files.open();
          case "k":
            return () => state.setPaletteOpen(!state.paletteOpen);
          case "enter":
            return forecasts.run;
          case ".":
            return forecasts.cancel;
          default:
            return null;
        }
      })();
      if (act === null) return;
      event.preventDefault();
      act();
    };
    const stepScenario = (by: number): void => {
      const { plan, activeScenario, selectScenario } = store.getState();
      if (plan === null) return;
      const all = [null, ...scenarioIds(plan)];
      selectScenario(all[(all.indexOf(activeScenario) + by + all.length) % all.length] ?? null);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [store, services, files, forecasts]);
}

/** F6: rail, strip and page in turn. */
function moveArea(by: number): void {
  const areas = ["strip", "rail", "page"]
    .map((name) => document.querySelector<HTMLElement>(`[data-area="${name}"]`))
    .filter((area) => area !== null);
  const at = areas.findIndex((area) => area.contains(document.activeElement));
  const next = areas[(at + by + areas.length) % areas.length];
  const first = next?.querySelector<HTMLElement>('button:not(:disabled), [tabindex="0"], input, a[href]');
  (first ?? next)?.focus();
}

/** The screen that a key leads to with Ctrl: a number by its place in the menu, E the report, a comma the settings. */
function screenOfKey(key: string): ScreenId | undefined {
  if (key === "e") return "report";
  if (key === ",") return settingsScreen.id;
  return /^[1-8]$/.test(key) ? screens[Number(key) - 1]?.id : undefined;
}
