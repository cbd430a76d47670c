import type { Reply } from "#shared/host/client.ts";
import type { OpenedPlan, PlanVersion, Recovery } from "#shared/host/contract.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Template } from "#shared/plan/templates/templates.ts";

/** Opening, saving and keeping plans. Failures are said in the window's notice; none of these rejects. */
export interface PlanFiles {
  /** Asks for a file. */
  readonly open: () => Promise<void>;
  /** Opens a document that was chosen before. */
  readonly openDocument: (document: string) => Promise<void>;
  /** Takes what a drop or a start brought. */
  readonly take: (reply: Reply<OpenedPlan | null>) => void;
  readonly useTemplate: (template: Template) => void;
  /** Saves what the window shows: the portfolio on its screen, else the plan. True: it is on disk as it stands. */
  readonly save: () => Promise<boolean>;
  readonly saveAs: () => Promise<boolean>;
  /** Saves all that closing would lose, plan and portfolio. True: all of it is on disk. */
  readonly saveAll: () => Promise<boolean>;
  /** Looks whether the file is still the one that was read, and notes it where not. */
  readonly checkDisk: () => Promise<void>;
  /** Takes what is on disk now, as a step that can be undone. */
  readonly reload: () => Promise<void>;
  /** Leaves the file to the next save, which will replace it. */
  readonly keepMine: () => void;
  /** The last versions of the open plan's file, newest first. */
  readonly versions: () => Promise<readonly PlanVersion[]>;
  /** The plan of a version; null: it can no longer be read. */
  readonly readVersion: (version: PlanVersion) => Promise<Plan | null>;
  /** Unsaved work that a crash left. */
  readonly recoveries: () => Promise<readonly Recovery[]>;
  readonly recover: (recovery: Recovery) => Promise<void>;
  readonly discard: (recovery: Recovery) => Promise<void>;
  readonly detach: () => void;
}
