import type { FileKind, HostInput, HostOutput } from "#shared/host/contract.ts";

/** What differs between the shells. */
export interface Shell {
  readonly kind: HostOutput<"hostInfo">["shell"];
  /** Native dialogs; null where the page asks by itself. Each resolves to null when the user cancels. */
  readonly dialogs: Dialogs | null;
  /** Whether another window of this process, by its page key, is open. */
  readonly isOpen: (page: string) => boolean;
  readonly setWindow: (state: HostInput<"windowState">) => void;
  readonly closeWindow: () => void;
  /** The user's list of recent plans has a new head: the system may keep one of its own. */
  readonly onOpened: (path: string) => void;
}

export interface Dialogs {
  readonly pickPlan: () => Promise<string | null>;
  readonly pickPlace: (suggestedName: string, kind: FileKind | "plan") => Promise<string | null>;
  /** Files, folders and archives of usage. */
  readonly pickUsage: () => Promise<readonly string[] | null>;
}
