import type { Host, Reply } from "#shared/host/client.ts";
import type { OpenedPlan } from "#shared/host/contract.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate } from "#shared/plan/templates/templates.ts";
import { UNSAVED_FILE } from "#renderer/state/documentSlice.ts";
import type { PlanFile } from "#renderer/state/appState.ts";
import type { AppStore } from "#renderer/state/store.ts";
import { isPortfolio, takePortfolio } from "#renderer/state/portfolio/portfolioFiles.ts";
import { showFailure, showWrong, UNREAD_FILE } from "./notices.ts";
import type { PlanFiles } from "./planFiles.ts";

type Opening = Pick<
  PlanFiles,
  "open" | "openDocument" | "take" | "useTemplate" | "reload" | "versions" | "readVersion"
>;

/** Opening plans: of files, templates and versions. */
export function openingOf(store: AppStore, host: Host): Opening {
  const take = (reply: Reply<OpenedPlan | null>): Promise<void> => takeOpened(store, host, reply);
  return {
    open: async () => take(await host.pickPlan(null)),
    openDocument: async (document) => take(await host.openPlan({ document })),
    take: (reply) => void take(reply),
    useTemplate: (template) =>
      store.getState().openPlan(planOfTemplate(template), { ...UNSAVED_FILE, isTemplate: true }, false),
    reload: () => reload(store, host),
    versions: async () => {
      const { document } = store.getState().file;
      const listed = document === null ? null : await host.listVersions({ document });
      return listed?.ok === true ? listed.value : [];
    },
    readVersion: async ({ id }) => {
      const { document } = store.getState().file;
      const read = document === null ? null : await host.readVersion({ document, id });
      const plan = read?.ok === true ? readPlan(read.value.text) : null;
      return plan === null ? null : plan.ok ? plan.plan : (plan.unrated ?? null);
    },
  };
}

/** Shows the plan of a text. True: the window shows it; else what is wrong with it has been said. */
export function openText(store: AppStore, text: string, file: PlanFile, isSaved: boolean): boolean {
  const plan = readPlanText(store, text, file.name);
  if (plan === null) return false;
  const { openPlan, say } = store.getState();
  say(null);
  openPlan(plan, file, isSaved);
  return true;
}

/** A plan is shown at once; a portfolio when its plans are read. */
async function takeOpened(store: AppStore, host: Host, reply: Reply<OpenedPlan | null>): Promise<void> {
  if (!reply.ok) showFailure(store, reply.failure);
  else if (reply.value !== null && isPortfolio(reply.value.text)) await takePortfolio(store, host, reply.value);
  else if (reply.value !== null) openText(store, reply.value.text, fileOf(reply.value), true);
}

async function reload(store: AppStore, host: Host): Promise<void> {
  const { file } = store.getState();
  if (file.document === null) return;
  const read = await host.openPlan({ document: file.document });
  if (!read.ok) {
    showFailure(store, read.failure);
    return;
  }
  const plan = readPlanText(store, read.value.text, read.value.name);
  if (plan === null || store.getState().file.document !== file.document) return;
  store.getState().take(`read ${read.value.name} again`, plan);
  store.getState().saved(plan, fileOf(read.value));
}

/** Null: it is no plan, and that has been said. */
function readPlanText(store: AppStore, text: string, name: string | null): Plan | null {
  const read = readPlan(text);
  if (read.ok) return read.plan;
  // The window shows where the rate goes.
  if (read.unrated !== undefined) return read.unrated;
  const [first] = read.issues;
  const others = read.issues.length - 1;
  showWrong(
    store,
    [
      `${name ?? "This file"} cannot be opened.`,
      ...(first === undefined ? [] : [describeIssue(first)]),
      ...(others > 0 ? [`It has ${String(others)} more ${others === 1 ? "error" : "errors"}.`] : []),
    ].join(" "),
    UNREAD_FILE,
  );
  return null;
}

function fileOf({ document, name, place, hash, readOnly }: OpenedPlan): PlanFile {
  return { document, name, place, hash, readOnly, isTemplate: false };
}
