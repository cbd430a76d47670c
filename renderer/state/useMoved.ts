import { useMemo } from "react";
import type { MovedSince } from "#shared/report/moved.ts";
import type { Bridge } from "#shared/studies/bridge/bridge.ts";
import { versionBridge } from "#shared/studies/bridge/versionBridge.ts";
import type { ComparedVersion } from "./appState.ts";
import { useApp, usePlan } from "./useApp.tsx";
import { shownStudy, useStudy, type AskedStudy } from "./useStudy.ts";

/** What moved since the version that is compared, as far as it is known. */
export interface Moved {
  readonly compared: ComparedVersion | null;
  /** Why there is nothing to compare: other money, no change of a figure, or a plan with errors; null: there is. */
  readonly problem: "currency" | "same" | "issues" | null;
  /** Null: nothing is compared. */
  readonly study: AskedStudy<Bridge> | null;
  /** Null: not known yet. */
  readonly since: MovedSince | null;
  readonly isStale: boolean;
}

/** Asks for what moved since the version that was chosen. `isWanted`: false asks for nothing. */
export function useMoved(isWanted = true): Moved {
  const plan = usePlan();
  const compared = useApp((state) => state.compared);
  const isSound = useApp((state) => state.issues.length === 0);
  const isAsked = isWanted && compared !== null && isSound && compared.plan.currency === plan.currency;
  const question = useMemo(() => (isAsked ? versionBridge(compared.plan, plan) : null), [isAsked, compared, plan]);
  const study = useStudy("bridge", question);
  const shown = shownStudy(study.state);
  const bridge = question === null ? null : (shown?.answer ?? null);
  const isStale = shown?.isStale === true;
  const since = useMemo(
    () => (bridge === null || compared === null ? null : { ...compared, before: compared.plan, after: plan, bridge }),
    // A stale bridge is of an earlier plan: it is drawn with its own words until the new one is there.
    [bridge, compared, plan],
  );
  return {
    compared,
    problem: compared === null ? null : problemOf(isSound, compared.plan.currency === plan.currency, question !== null),
    study: question === null ? null : study,
    since,
    isStale,
  };
}

function problemOf(isSound: boolean, hasSameMoney: boolean, hasChanges: boolean): Moved["problem"] {
  if (!isSound) return "issues";
  if (!hasSameMoney) return "currency";
  return hasChanges ? null : "same";
}
