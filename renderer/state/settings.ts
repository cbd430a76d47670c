import { DATE_NOTATIONS, NUMBER_NOTATIONS, setNotation } from "#shared/format/notation.ts";
import type { HostOutput } from "#shared/host/contract.ts";
import type { Services } from "./services.ts";
import type { AppStore } from "./store.ts";
import { SCREEN_IDS, type Preferences, type ScreenId } from "./appState.ts";

type Settings = HostOutput<"readSettings">;
type Setting = Settings[string];

function oneOf<Choice extends Setting>(choices: readonly Choice[]): (value: Setting | undefined) => Choice | undefined {
  return (value) => choices.find((choice) => choice === value);
}

/** How each preference is read from the host's settings; undefined: it is not there, or of another version. */
const READ: { readonly [Name in keyof Preferences]: (value: Setting | undefined) => Preferences[Name] | undefined } = {
  theme: oneOf(["system", "light", "dark"]),
  contrast: oneOf(["system", "more"]),
  density: oneOf(["comfortable", "compact"]),
  numbers: oneOf(NUMBER_NOTATIONS),
  dates: oneOf(DATE_NOTATIONS),
  confidence: (value) => (typeof value === "number" && value >= 0.5 && value < 1 ? value : undefined),
};
const NAMES = Object.keys(READ) as readonly (keyof Preferences)[];

/** The setting that says whether "How to read this" of a screen was closed: one each, as windows write at once. */
function readSetting(screen: ScreenId): string {
  return `read-${screen}`;
}

/**
 * Takes the preferences from the host's settings and keeps them there as they change. A setting of another version is
 * passed over. The notation of numbers and dates is in force before anything is drawn with it.
 */
export async function attachSettings(store: AppStore, { host }: Pick<Services, "host">): Promise<void> {
  const read = await host.readSettings(null);
  take(store, read.ok ? read.value : {});
  setNotation(store.getState());
  // One after the other, so that the last choice is the one that is kept.
  let writing: Promise<unknown> = Promise.resolve();
  store.subscribe((state, previous) => {
    setNotation(state);
    // Only what was changed here: another window may have changed the others.
    const changed: Record<string, Setting> = {};
    for (const name of NAMES) if (state[name] !== previous[name]) changed[name] = state[name];
    for (const screen of SCREEN_IDS) {
      const isRead = state.readScreens.includes(screen);
      if (isRead !== previous.readScreens.includes(screen)) changed[readSetting(screen)] = isRead;
    }
    if (Object.keys(changed).length > 0) writing = writing.then(() => host.writeSettings(changed));
  });
}

function take(store: AppStore, settings: Settings): void {
  const { prefer, setRead } = store.getState();
  const known = NAMES.map((name) => [name, READ[name](settings[name])] as const);
  prefer(Object.fromEntries(known.filter(([, value]) => value !== undefined)));
  for (const screen of SCREEN_IDS) if (settings[readSetting(screen)] === true) setRead(screen, true);
}
