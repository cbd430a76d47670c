import type { Host } from "#shared/host/client.ts";
import { epochDayOf } from "#shared/units.ts";
import type { ModelDay } from "#shared/usage/answers/answers.ts";
import { moneyOf } from "#shared/usage/plan/closedMonths.ts";
import type { Services } from "#renderer/state/services.ts";
import type { AppStore } from "#renderer/state/store.ts";
import type { UsageTable, UsageWork } from "#renderer/state/usageState.ts";
import { valueOf, valueOrNotice } from "./replies.ts";

/**
 * What the machine's table holds, and the rules by which it is read. `forgetFits` is called whenever the table has
 * changed.
 */
export function usageTableOf(
  store: AppStore,
  { host, analyst }: Pick<Services, "host" | "analyst">,
  forgetFits: () => void,
): Pick<UsageWork, "load" | "remove" | "answerOverlap" | "changeSettings"> {
  const { putUsage } = store.getState();
  /** Rises with every change of table or rules: answers to what was asked before are dropped. */
  let generation = 0;
  /** Settings are written in the order in which they were changed. */
  let writing: Promise<unknown> = Promise.resolve();

  const load = async (): Promise<void> => {
    const asked = ++generation;
    // The table answers by the settings that were written last.
    await writing;
    putUsage({ usageFailure: null });
    const usage = await readTable(host).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (asked !== generation) return;
    if (typeof usage === "string") {
      putUsage({ usageFailure: usage });
      // What was shown before stays: only a notice says that it is not the newest.
      if (store.getState().usage !== null) store.getState().say({ kind: "wrong", sentence: usage });
      return;
    }
    forgetFits();
    putUsage({ usage, analyses: {}, pastForecasts: null });
    const pastForecasts = await analyst
      .lookBack(usage.days.map((day) => ({ day: epochDayOf(day.day), money: moneyOf(day) })))
      .catch(() => null);
    if (asked === generation) putUsage({ pastForecasts });
  };

  return {
    load,
    remove: async (id) => {
      valueOrNotice(store, await host.removeUsageImport({ import: id }));
      await load();
    },
    answerOverlap: async (key, answer) => {
      valueOrNotice(store, await host.answerUsageOverlap({ key, answer }));
      await load();
    },
    changeSettings: async (change) => {
      const { usage } = store.getState();
      if (usage === null) return;
      const settings = change(usage.settings);
      // Shown at once, and answers that are on their way are dropped: the next change begins from this one.
      generation++;
      putUsage({ usage: { ...usage, settings } });
      const written = writing.then(async () => valueOrNotice(store, await host.writeUsageSettings(settings)));
      writing = written;
      await written;
      // Of changes in a row the last one asks the table.
      if (writing === written) await load();
    },
  };
}

/** Everything that the screens show of the table; throws where a part of it could not be read. */
async function readTable(host: Host): Promise<UsageTable> {
  const [summary, groups, settings, imports, days, modelDays] = await Promise.all([
    host.usageSummary(null).then(valueOf),
    host.usageRunGroups(null).then(valueOf),
    host.readUsageSettings(null).then(valueOf),
    host.listUsageImports(null).then(valueOf),
    host.usageDays({}).then(valueOf),
    host.usageModelDays(null).then(valueOf),
  ]);
  return { summary, groups, settings, imports, days, daysByModel: byModel(modelDays) };
}

function byModel(days: readonly ModelDay[]): Record<string, ModelDay[]> {
  const grouped: Record<string, ModelDay[]> = {};
  for (const day of days) (grouped[day.model] ??= []).push(day);
  return grouped;
}
