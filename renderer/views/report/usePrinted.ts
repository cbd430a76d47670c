import { useMemo } from "react";
import { originalIn } from "#shared/forecast/lookingBack/originalCase.ts";
import { inPlainNotation } from "#shared/format/notation.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import {
  askedBeside,
  budgetPlan,
  hasCase,
  optionIds,
  reportedOption,
  type Reported,
  type ReportOptions,
} from "#shared/report/budgetPlan.ts";
import type { ReportedOption, ReportInput } from "#shared/report/input.ts";
import { reportSource, type ReportSource } from "#shared/report/reportSource.ts";
import type { Drivers } from "#shared/studies/drivers.ts";
import type { ValueStudy } from "#shared/studies/value.ts";
import { unprintedSentence } from "#shared/report/text.ts";
import type { Answers, ForecastState } from "#renderer/state/answers.ts";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { useLedger } from "#renderer/state/useLedger.ts";
import { useMoved } from "#renderer/state/useMoved.ts";
import { freshStudy, useStudy } from "#renderer/state/useStudy.ts";

/** What is printed of the answers of a plan. */
export interface Printed {
  /** What paper, page and slides are made of. */
  readonly input: ReportInput;
  readonly source: ReportSource;
  readonly plan: Plan;
  readonly answers: Answers;
  readonly options: readonly ReportedOption[];
  readonly drivers: Drivers | null;
  /** What the uses of AI bring; null: no use has a case. */
  readonly value: ValueStudy | null;
  /** What its typeface cannot print; null: nothing. */
  readonly unprinted: string | null;
}

/** What is there to print: nothing yet, a forecast whose other scenarios or studies are on their way, or all of it. */
export type Completeness = "nothing" | "scenarios missing" | "studies missing" | "whole";

/** How it is printed. */
interface Printing {
  readonly options: ReportOptions;
  readonly fileName: string;
  /** Null: the plan itself. */
  readonly scenarioName: string | null;
  /** Whether what moved since the version that is compared is printed. */
  readonly hasMoved: boolean;
}

/**
 * The pages of the answers that are there, and what is asked beside them. `whole`: the answers of the scenarios that are
 * printed, in their order; null where they are on their way. Until all are there, the forecast is printed alone.
 */
export function usePrinted(
  whole: readonly (Answers | null)[],
  { options, fileName, scenarioName, hasMoved }: Printing,
): { readonly printed: Printed | null; readonly completeness: Completeness } {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const answers = whole[optionIds(plan, scenario).indexOf(scenario)] ?? null;
  const { beside, isWhole: isBesideWhole } = useBeside(answers, (options.leftOut ?? []).includes("drivers"));
  const moved = useMoved(answers !== null && hasMoved);
  const since = moved.isStale ? null : moved.since;
  const all = useAllOrOne(whole, answers);
  const printed = useMemo((): Printed | null => {
    if (answers === null) return null;
    const active = scenario === null ? plan : applyScenario(plan, scenario);
    // Paper reads the same whoever prints it.
    return inPlainNotation(() => {
      const reported = {
        plan: active,
        forecast: answers.forecast,
        outlook: answers.outlook,
        options: all.map((one) => reportedOption(plan, one.scenario, one)),
        ...beside,
        moved: since,
        scenarioName,
        fileName,
      };
      const input = budgetPlan(reported, options);
      return {
        input,
        source: reportSource(input),
        plan: active,
        answers,
        options: reported.options,
        drivers: beside.drivers,
        value: beside.value,
        unprinted: unprintedSentence([active, options.title, options.notes, scenarioName]),
      };
    });
  }, [answers, all, plan, scenario, scenarioName, fileName, options, beside, since]);
  if (printed === null) return { printed, completeness: "nothing" };
  if (all.length < whole.length) return { printed, completeness: "scenarios missing" };
  const hasStudies = isBesideWhole && (moved.study === null || since !== null);
  return { printed, completeness: hasStudies ? "whole" : "studies missing" };
}

/** All answers once all are there; until then only the one, so that pages are not set anew with each that arrives. */
function useAllOrOne(whole: readonly (Answers | null)[], one: Answers | null): readonly Answers[] {
  const all = useMemo(() => whole.filter((answers) => answers !== null), [whole]);
  const alone = useMemo(() => (one === null ? [] : [one]), [one]);
  return all.length === whole.length ? all : alone;
}

/** What the paper asks beside the forecast. What is missing yet is null, and nothing is exported before it is there. */
function useBeside(
  answers: Answers | null,
  leavesOutDrivers: boolean,
): { readonly beside: Pick<Reported, "drivers" | "bridge" | "caps" | "value">; readonly isWhole: boolean } {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const { state: ledger } = useLedger();
  const asked = useMemo(
    () => (answers === null ? null : askedBeside(plan, scenario, answers.forecast)),
    [answers, plan, scenario],
  );
  const isAsking = asked !== null && !leavesOutDrivers;
  const driversQuestion = useMemo(() => (isAsking ? { plan, scenario } : null), [isAsking, plan, scenario]);
  const bridged = asked?.bridge ?? null;
  const bridgeQuestion = useMemo(() => (bridged === null ? null : { plan, scenario: bridged }), [bridged, plan]);
  const capped = isAsking ? asked.caps : null;
  const capsQuestion = useMemo(
    () => (capped === null ? null : { plan, scenario, workload: capped, cap: "attempt" as const }),
    [capped, plan, scenario],
  );
  const asksValue = asked !== null && hasCase(scenario === null ? plan : applyScenario(plan, scenario));
  const valueQuestion = useMemo(
    () =>
      asksValue ? { plan, scenario, original: ledger.status === "known" ? originalIn(ledger.ledger) : null } : null,
    [asksValue, plan, scenario, ledger],
  );
  const drivers = freshStudy(useStudy("drivers", driversQuestion).state);
  const bridge = freshStudy(useStudy("bridge", bridgeQuestion).state);
  const lab = freshStudy(useStudy("caps", capsQuestion).state);
  const value = freshStudy(useStudy("value", valueQuestion).state);
  const beside = useMemo(
    () => ({
      drivers: driversQuestion === null ? null : drivers,
      bridge: bridge === null || bridged === null ? null : { scenario: bridged, bridge },
      caps: lab === null || capped === null ? null : { workload: capped, lab },
      value: valueQuestion === null ? null : value,
    }),
    [drivers, driversQuestion, bridge, bridged, lab, capped, value, valueQuestion],
  );
  const isWhole =
    (driversQuestion === null || drivers !== null) &&
    (bridgeQuestion === null || bridge !== null) &&
    (capsQuestion === null || lab !== null) &&
    (valueQuestion === null || value !== null);
  return { beside, isWhole };
}

/** Answers of a forecast that is done and of the plan as it stands; else null. */
export function wholeAnswers(state: ForecastState | undefined, version: number): Answers | null {
  return state?.status === "ready" && state.answers.version === version ? state.answers : null;
}
