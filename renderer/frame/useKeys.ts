import { useEffect } from "react";
import { PAGE_OF_SCREEN } from "#shared/guide/contents.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { dayOf, startSetUp } from "#renderer/state/setUp.ts";
import type { AppState, ScreenId } from "#renderer/state/appState.ts";
import { useAppContext, type App } from "#renderer/state/useApp.tsx";
import { hasCard } from "./ScreenCard.tsx";
import { centresScreen, screens, settingsScreen } from "#renderer/views/screens.tsx";

/** What a pressed key asks for; null: it is not the window's. */
type Act = (() => void) | null;

/** The window's keys. Fields keep theirs: undo within a word, brackets as text. */
export function useKeys(): void {
  const app = useAppContext();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const act = actOf(event, app);
      if (act === null) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [app]);
}

function actOf(event: KeyboardEvent, app: App): Act {
  if (event.key === "F6") return () => moveArea(event.shiftKey ? -1 : 1);
  if (event.key === "F1") return () => openGuideHere(app.store.getState());
  const command = event.ctrlKey || event.metaKey;
  if (event.key === "?" && !command && !isText(event.target)) return () => toggleCard(app.store.getState());
  const step = SCENARIO_STEPS[event.key];
  // On many keyboards a bracket takes AltGr, which is Ctrl and Alt together, or Option.
  if (step !== undefined && !isText(event.target) && (event.altKey || !command))
    return () => stepScenario(app.store.getState(), step);
  return command && !event.altKey ? commandOf(event, app) : null;
}

const SCENARIO_STEPS: Readonly<Partial<Record<string, number>>> = { "[": -1, "]": 1 };

function commandOf(event: KeyboardEvent, app: App): Act {
  if (event.code === "Comma" && event.shiftKey) return () => app.store.getState().showDialog("preferences");
  const key = event.key.toLowerCase();
  const screen = screenOfKey(key);
  if (screen !== undefined) return () => app.store.getState().goTo(screen);
  if (isText(event.target) && (key === "z" || key === "y")) return null;
  const command = Object.hasOwn(COMMANDS, key) ? COMMANDS[key]! : null;
  return command === null ? null : () => command(app, event.shiftKey);
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement ? target.type === "text" : target instanceof HTMLTextAreaElement;
}

/** With Ctrl, or Command on a Mac. */
const COMMANDS: Readonly<Record<string, (app: App, hasShift: boolean) => void>> = {
  z: ({ store }, hasShift) => (hasShift ? store.getState().redo() : store.getState().undo()),
  y: ({ store }) => store.getState().redo(),
  n: ({ store, services }) => startSetUp(store, dayOf(services.clock.now())),
  s: ({ files }, hasShift) => void (hasShift ? files.saveAs() : files.save()),
  o: ({ files }) => void files.open(),
  k: ({ store }) => store.getState().setPaletteOpen(!store.getState().paletteOpen),
  enter: ({ forecasts }) => forecasts.run(),
  ".": ({ forecasts }) => forecasts.cancel(),
};

/** The page of the guide about what is looked at. */
export function openGuideHere({ plan, screen, openGuide }: AppState): void {
  openGuide(plan !== null && hasCard(screen) ? PAGE_OF_SCREEN[screen] : "first-five-minutes");
}

function toggleCard({ screen, readScreens, setRead }: AppState): void {
  setRead(screen, !readScreens.includes(screen));
}

function stepScenario({ plan, activeScenario, selectScenario }: AppState, by: number): void {
  if (plan === null) return;
  const all = [null, ...scenarioIds(plan)];
  selectScenario(all[(all.indexOf(activeScenario) + by + all.length) % all.length] ?? null);
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
  if (key === "9") return centresScreen.id;
  return /^[1-8]$/.test(key) ? screens[Number(key) - 1]?.id : undefined;
}
