import type { Host, Reply } from "#shared/host/client.ts";
import type { OfferedUsage } from "#shared/host/contract.ts";
import type { OpenDropped } from "#renderer/host/pageFiles.ts";
import type { HostEvent } from "#shared/host/shellEvents.ts";
import type { ForecastEngine } from "./answers.ts";
import type { StudyDesk } from "./studies.ts";
import type { UsageAnalyst } from "./usageState.ts";

/** The time, passed in so that tests decide it. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back once after so many milliseconds, unless the returned function is called before. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
}

/** What the state needs of its surroundings; nothing in state/ or views/ reaches for it by itself. */
export interface Services {
  readonly engine: ForecastEngine;
  readonly studies: StudyDesk;
  readonly analyst: UsageAnalyst;
  readonly host: Host;
  readonly clock: Clock;
  /** The key under which this window keeps its unsaved work. */
  readonly page: string;
  /** Calls whenever the window comes to the front; returns how to stop it. */
  readonly onFront: (call: () => void) => () => void;
}

/** The part of a window's host that speaks up by itself. */
export interface Shell {
  readonly onEvent: (listener: (event: HostEvent) => void) => () => void;
  /** Opens one more window, on the start page, with a plan and undo of its own. */
  readonly openWindow: () => void;
  readonly openDropped: OpenDropped;
  readonly offerDropped: (items: Iterable<DataTransferItem>) => Promise<Reply<OfferedUsage[]>>;
}
