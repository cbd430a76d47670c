import { describeHostFailure, type HostFailure } from "#shared/host/failure.ts";
import type { AppStore } from "#renderer/state/store.ts";

/** Shows in the window's notice what went wrong. */
export function showWrong(store: AppStore, sentence: string): void {
  store.getState().say({ kind: "wrong", sentence });
}

/** Shows in the window's notice what the machine could not do. */
export function showFailure(store: AppStore, failure: HostFailure): void {
  showWrong(store, describeHostFailure(failure));
}
