import type { Services } from "./services.ts";
import type { AppStore } from "./store.ts";
import type { ContrastChoice, Density, Guide, ThemeChoice } from "./appState.ts";

const THEMES: readonly ThemeChoice[] = ["system", "light", "dark"];
const CONTRASTS: readonly ContrastChoice[] = ["system", "more"];
const DENSITIES: readonly Density[] = ["comfortable", "compact"];
const GUIDES: readonly Guide[] = ["open", "closed"];
const SETTINGS = ["theme", "contrast", "density", "guide"] as const;

/**
 * Takes the look from the host's settings and keeps it there as it changes. A setting of another version is passed
 * over.
 */
export async function attachSettings(store: AppStore, { host }: Pick<Services, "host">): Promise<void> {
  const read = await host.readSettings(null);
  const settings = read.ok ? read.value : {};
  const chosen = <Choice extends string>(choices: readonly Choice[], name: string, otherwise: Choice): Choice =>
    choices.find((choice) => choice === settings[name]) ?? otherwise;
  const { theme, contrast, density, guide, setLook } = store.getState();
  setLook({
    theme: chosen(THEMES, "theme", theme),
    contrast: chosen(CONTRASTS, "contrast", contrast),
    density: chosen(DENSITIES, "density", density),
    guide: chosen(GUIDES, "guide", guide),
  });
  // One after the other, so that the last choice is the one that is kept.
  let writing: Promise<unknown> = Promise.resolve();
  store.subscribe((state, previous) => {
    // Only what was changed here: another window may have changed the others.
    const names = SETTINGS.filter((name) => state[name] !== previous[name]);
    if (names.length === 0) return;
    const changed = Object.fromEntries(names.map((name) => [name, state[name]]));
    writing = writing.then(() => host.writeSettings(changed));
  });
}
