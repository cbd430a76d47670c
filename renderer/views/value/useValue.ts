import { useMemo } from "react";
import { originalIn } from "#shared/forecast/lookingBack/originalCase.ts";
import { firstUse } from "#shared/forecast/value/words/rowWords.ts";
import type { ValueFacts } from "#shared/forecast/value/words/valueFacts.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { ValueStudy } from "#shared/studies/value.ts";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { useLedger } from "#renderer/state/useLedger.ts";
import { shownStudy, useStudy, type AskedStudy } from "#renderer/state/useStudy.ts";

/** What the Value screen draws, and where its study stands. */
export interface ShownValue {
  readonly study: AskedStudy<ValueStudy>;
  /** Null before the first answer. */
  readonly shown: {
    readonly facts: ValueFacts;
    readonly value: ValueStudy;
    readonly isStale: boolean;
    /** Id of the use that is looked at. */
    readonly selected: string | null;
    /** Null: the plan as it is. */
    readonly scenarioName: string | null;
  } | null;
  readonly isSound: boolean;
}

/** Asks what the uses of AI bring, behind the forecast and on its trials. */
export function useValue(): ShownValue {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const isSound = useApp((state) => state.issues.length === 0);
  const chosen = useApp((state) => state.selectedWorkload);
  const { state: ledger } = useLedger();
  const original = useMemo(() => (ledger.status === "known" ? originalIn(ledger.ledger) : null), [ledger]);
  const question = useMemo(() => (isSound ? { plan, scenario, original } : null), [plan, scenario, original, isSound]);
  const study = useStudy("value", question);
  const known = shownStudy(study.state);
  const resolved = useMemo(() => (isSound ? resolveScenario(plan, scenario) : null), [plan, scenario, isSound]);
  const shown = useMemo(() => {
    if (known === null || resolved === null) return null;
    const facts: ValueFacts = { answer: known.answer.answer, plan: resolved };
    const isThere = chosen !== null && Object.hasOwn(facts.answer.workloads, chosen);
    return {
      facts,
      value: known.answer,
      isStale: known.isStale,
      selected: isThere ? chosen : firstUse(facts, known.answer.spends),
      scenarioName: scenario === null ? null : (plan.scenarios?.[scenario]?.name ?? scenario),
    };
    // A new answer or another plan makes new facts.
  }, [known?.answer, known?.isStale, resolved, chosen, plan, scenario]);
  return { study, shown, isSound };
}
