import { render, type RenderResult } from "@testing-library/react";
import type { ReactElement } from "react";
import type { ForecastEngine } from "#renderer/state/answers.ts";
import { UNSAVED_FILE } from "#renderer/state/documentSlice.ts";
import type { AppStore } from "#renderer/state/store.ts";
import { AppProvider } from "#renderer/state/useApp.tsx";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Services } from "#renderer/state/services.ts";
import { anApp, heldEngine } from "#test/renderer/fakes.ts";

/**
 * A screen in a window with an open plan, or none. Without an engine nothing is forecast: what is tested is the screen
 * and the plan.
 */
export function aWindow(
  plan: Plan | null,
  screen: ReactElement,
  engine: ForecastEngine = heldEngine().engine,
  services: Partial<Services> = {},
): RenderResult & { readonly store: AppStore } {
  stubLayout();
  const app = anApp({ engine, ...services });
  if (plan !== null) app.store.getState().openPlan(plan, UNSAVED_FILE, true);
  return { ...render(<AppProvider app={app}>{screen}</AppProvider>), store: app.store };
}

/** Gives every element a width, so that charts are drawn. Returns what takes it back. */
export function giveWidth(width: number): () => void {
  const before = Object.getOwnPropertyDescriptor(Element.prototype, "getBoundingClientRect")!;
  Object.defineProperty(Element.prototype, "getBoundingClientRect", {
    value: () => new DOMRect(0, 0, width, 400),
    configurable: true,
  });
  return () => Object.defineProperty(Element.prototype, "getBoundingClientRect", before);
}

/** What jsdom does not have: media queries, dialogs that open, and elements with a size. */
export function stubLayout(): void {
  const quiet = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined };
  const observer = function observer(): object {
    return { observe: () => undefined, disconnect: () => undefined };
  };
  Object.defineProperty(window, "matchMedia", { value: () => quiet, configurable: true });
  Object.defineProperty(window, "ResizeObserver", { value: observer, configurable: true });
  const showModal = function showModal(this: HTMLDialogElement): void {
    this.open = true;
  };
  Object.defineProperty(HTMLDialogElement.prototype, "showModal", { value: showModal, configurable: true });
  Object.defineProperty(Element.prototype, "scrollIntoView", { value: () => undefined, configurable: true });
}
