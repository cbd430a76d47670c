import type { OfferedUsage } from "#shared/host/contract.ts";
import type { Services } from "#renderer/state/services.ts";
import type { AppStore } from "#renderer/state/store.ts";
import type { Intake, UsagePart, UsageWork } from "#renderer/state/usageState.ts";
import { valueOrNotice } from "./replies.ts";

/** Looking at files, and what an import needs of it. */
export interface Looking extends Pick<UsageWork, "look" | "pick" | "changePart"> {
  /** The intake begins anew: what is still being looked at for the one before is dropped. */
  readonly begin: (intake: Intake) => void;
  /** Files that are offered from now on wait, until `resume` looks at them. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/** Finds out what is in files that were offered, and keeps what the reader says of each. */
export function lookingOf(store: AppStore, { host }: Pick<Services, "host">): Looking {
  const { putUsage } = store.getState();
  /** Rises when what was understood is let go or imported: what was looked at for it is dropped. */
  let intakes = 0;
  /** Calls of `look` that are at work. */
  let looking = 0;
  let waiting: readonly OfferedUsage[] = [];
  let isPaused = false;

  const look: UsageWork["look"] = async (offered) => {
    if (offered.length === 0) return;
    if (isPaused) {
      waiting = [...waiting, ...offered];
      return;
    }
    const own = intakes;
    looking++;
    putUsage({ intake: { status: "looking", parts: partsOf(store) } });
    for (const { file } of offered) {
      const parts = await partsIn(store, host, file);
      if (own !== intakes) return;
      // Others may have been dropped meanwhile.
      putUsage({ intake: { status: "looking", parts: [...partsOf(store), ...parts] } });
    }
    looking--;
    const parts = partsOf(store);
    if (looking === 0) putUsage({ intake: parts.length === 0 ? { status: "none" } : { status: "understood", parts } });
  };

  return {
    look,
    pick: async () => {
      const picked = valueOrNotice(store, await host.pickUsage(null));
      if (picked !== null) await look(picked);
    },
    changePart: (part, change) => {
      const { intake } = store.getState();
      if (intake.status !== "understood" && intake.status !== "looking") return;
      putUsage({
        intake: { ...intake, parts: intake.parts.map((one) => (one.part === part ? { ...one, ...change } : one)) },
      });
    },
    begin: (intake) => {
      intakes++;
      looking = 0;
      putUsage({ intake });
    },
    pause: () => (isPaused = true),
    resume: () => {
      isPaused = false;
      const files = waiting;
      waiting = [];
      void look(files);
    },
  };
}

/** The parts of a file that was offered, with what was recognised of each. */
async function partsIn(store: AppStore, host: Services["host"], file: string): Promise<UsagePart[]> {
  const looked = valueOrNotice(store, await host.lookAtUsage({ file })) ?? [];
  return looked.map(({ part, name, look: found }) => ({
    part,
    name,
    look: found,
    format: found.formats[0]?.format ?? null,
    columns: found.columnMap,
    isLeftOut: found.issue !== null,
  }));
}

/** What has been understood so far. */
function partsOf(store: AppStore): readonly UsagePart[] {
  const { intake } = store.getState();
  return intake.status === "understood" || intake.status === "looking" ? intake.parts : [];
}
