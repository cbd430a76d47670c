import { describeHostFailure, type HostFailure } from "#shared/host/failure.ts";
import type { Notice } from "#renderer/state/appState.ts";
import type { AppStore } from "#renderer/state/store.ts";

/** Shows in the window's notice what went wrong. */
export function showWrong(store: AppStore, sentence: string, guide: Notice["guide"] | null = null): void {
  store.getState().say({ kind: "wrong", sentence, ...(guide === null ? {} : { guide }) });
}

/** What the guide says of a file that cannot be read. */
export const UNREAD_FILE = { page: "problems", part: "a-file-was-not-read" } as const;

/** Shows in the window's notice what the machine could not do. */
export function showFailure(store: AppStore, failure: HostFailure): void {
  showWrong(store, describeHostFailure(failure));
}
