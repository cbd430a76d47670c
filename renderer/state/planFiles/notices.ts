import { describeHostFailure, type HostFailure } from "#shared/host/failure.ts";
import type { Notice } from "#renderer/state/appState.ts";
import type { AppStore } from "#renderer/state/store.ts";

/** Shows in the window's notice what went wrong. */
export function showWrong(store: AppStore, sentence: string, guide: Notice["guide"] | null = null): void {
  store.getState().say({ kind: "wrong", sentence, ...(guide === null ? {} : { guide }) });
}

/** What the guide says of a file that cannot be read. */
export const UNREAD_FILE = { page: "problems", part: "a-file-was-not-read" } as const;

/** What the guide says of usage that cannot be read. */
export const UNREAD_USAGE = { page: "import-usage", part: "which-files" } as const;

/** Shows in the window's notice what the machine could not do. */
export function showFailure(store: AppStore, failure: HostFailure): void {
  showWrong(store, describeHostFailure(failure));
}

/** Failures to save after which another place may do. */
const ELSEWHERE: ReadonlySet<HostFailure["code"]> = new Set([
  "changed-on-disk",
  "read-only",
  "file-missing",
  "disk-full",
  "file-failed",
  "not-chosen",
]);

/** Shows why something was not saved, with another place to save to where that may help. */
export function showUnsaved(store: AppStore, failure: HostFailure, saveAs: () => void): void {
  const action = ELSEWHERE.has(failure.code) ? { action: { label: "Save a copy", run: saveAs } } : {};
  store.getState().say({ kind: "wrong", sentence: describeHostFailure(failure), ...action });
}
