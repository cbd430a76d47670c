import type { Services } from "#renderer/state/services.ts";
import { showWrong, UNREAD_USAGE } from "#renderer/state/planFiles/notices.ts";
import type { AppStore } from "#renderer/state/store.ts";
import type { UsagePart, UsageWork } from "#renderer/state/usageState.ts";
import type { Looking } from "./looking.ts";
import { isOwnTable } from "./models.ts";
import { valueOrNotice } from "./replies.ts";

/** Progress of an import is asked for so often, milliseconds. */
const ASK_EVERY = 250;

/** Imports what was understood, and follows the machine while it does. Files that are offered meanwhile wait. */
export function importingOf(
  store: AppStore,
  { host, clock }: Pick<Services, "host" | "clock">,
  { begin, pause, resume }: Pick<Looking, "begin" | "pause" | "resume">,
  load: UsageWork["load"],
): Pick<UsageWork, "start" | "cancel"> & { readonly stop: () => void } {
  const { putUsage } = store.getState();
  let stopAsking: (() => void) | null = null;

  const end = (): void => {
    stopAsking?.();
    begin({ status: "none" });
    resume();
  };

  const follow = async (job: string): Promise<void> => {
    const progress = valueOrNotice(store, await host.usageImportProgress({ job }));
    const { intake } = store.getState();
    if (intake.status !== "importing" || intake.job !== job) return;
    if (progress?.status === "reading" || progress?.status === "adding") {
      putUsage({ intake: { ...intake, progress } });
      stopAsking = clock.after(ASK_EVERY, () => void follow(job));
      return;
    }
    end();
    if (progress?.status === "failed") showWrong(store, failedSentence(progress.reason), UNREAD_USAGE);
    if (progress?.status === "done") await load();
  };

  return {
    start: async () => {
      const { intake } = store.getState();
      if (intake.status !== "understood") return;
      const parts = importedParts(intake.parts);
      if (parts.length === 0) return;
      pause();
      const started = valueOrNotice(store, await host.startUsageImport({ parts }));
      if (started === null) {
        resume();
        return;
      }
      begin({ status: "importing", job: started.job, progress: null });
      await follow(started.job);
    },
    cancel: async () => {
      const { intake } = store.getState();
      if (intake.status !== "importing") {
        begin({ status: "none" });
        return;
      }
      end();
      valueOrNotice(store, await host.cancelUsageImport({ job: intake.job }));
    },
    stop: () => stopAsking?.(),
  };
}

/** What the machine is to import: columns only where the reader explains them. */
function importedParts(parts: readonly UsagePart[]) {
  return parts
    .filter(({ isLeftOut }) => !isLeftOut)
    .map(({ part, format, columns, style }) =>
      isOwnTable({ format })
        ? { part, format, columns }
        : { part, format, columns: null, ...(style === undefined ? {} : { style }) },
    );
}

function failedSentence(reason: string | null): string {
  return `The import failed: ${reason ?? "for an unknown reason"}. Nothing was added.`;
}
