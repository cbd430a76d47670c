import type { Services } from "#renderer/state/services.ts";
import type { AppStore } from "#renderer/state/store.ts";
import type { PlanFiles } from "./planFiles.ts";

/** How often the file is looked at while its plan is open. Milliseconds. */
const DISK_EVERY = 5_000;

export interface DiskWatch extends Pick<PlanFiles, "checkDisk" | "keepMine"> {
  readonly stop: () => void;
}

/** Notices when another program changes the file of the open plan. `isWriting`: this program is just doing so. */
export function watchDisk(
  store: AppStore,
  { host, clock, onFront }: Pick<Services, "host" | "clock" | "onFront">,
  isWriting: () => boolean,
): DiskWatch {
  const checkDisk = async (): Promise<void> => {
    const { file, plan } = store.getState();
    if (plan === null || file.document === null || file.hash === null || isWriting()) return;
    const found = await host.planOnDisk({ document: file.document });
    const { file: now, diskChange, noteDisk } = store.getState();
    // A save or another plan may have come between question and answer. A file that cannot be looked at is said when it
    // is saved.
    if (!found.ok || now !== file || isWriting()) return;
    const { hash, readOnly } = found.value;
    const isSame = hash === file.hash;
    if (readOnly === file.readOnly && (isSame ? diskChange === null : diskChange !== null && diskChange.hash === hash))
      return;
    noteDisk(readOnly === file.readOnly ? file : { ...file, readOnly }, isSame ? null : { hash });
  };
  let cancelLooking: () => void = () => undefined;
  const lookAgain = (): void => {
    cancelLooking = clock.after(DISK_EVERY, () => {
      void checkDisk();
      lookAgain();
    });
  };
  lookAgain();
  const stopWatching = onFront(() => void checkDisk());
  return {
    checkDisk,
    keepMine: () => {
      const { file, diskChange, saved } = store.getState();
      if (diskChange !== null) saved(null, { ...file, hash: diskChange.hash });
    },
    stop: () => {
      cancelLooking();
      stopWatching();
    },
  };
}
