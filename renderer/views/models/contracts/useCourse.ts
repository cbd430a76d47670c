import { useMemo } from "react";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import type { ContractCourse } from "#shared/studies/contracts/course.ts";
import { useApp, usePlan, useShown } from "#renderer/state/useApp.tsx";
import { shownStudy, useStudy, type AskedStudy } from "#renderer/state/useStudy.ts";

/** How contracts go through the year of what is looked at; asked for only where there are seats or commitments. */
export function useCourse(): {
  readonly study: AskedStudy<ContractCourse>;
  readonly course: ContractCourse | null;
  readonly isStale: boolean;
} {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const isSound = useApp((state) => state.issues.length === 0);
  const hasContracts = plan.seats !== undefined || plan.commitments !== undefined;
  const question = useMemo(
    () => (isSound && hasContracts ? { plan, scenario } : null),
    [plan, scenario, isSound, hasContracts],
  );
  const study = useStudy("contractCourse", question);
  const shown = question === null ? null : shownStudy(study.state);
  const forecast = useShown()?.answers.forecast;
  const course = useMemo(
    () => (shown === null ? null : withForecast(shown.answer, forecast)),
    [shown?.answer, forecast],
  );
  return { study, course, isStale: shown?.isStale === true };
}

/** Chances and means of the year are the forecast's, which has more simulated years: one quantity, one number. */
function withForecast(course: ContractCourse, forecast: Forecast | undefined): ContractCourse {
  const commitments = Object.entries(course.commitments).map(([id, own]) => {
    const known = forecast?.commitments?.[id];
    if (known === undefined) return [id, own] as const;
    const { anyBeyond, anyLost, beyond, lost } = known;
    return [id, { ...own, dry: anyBeyond, short: anyLost, beyond: beyond.mean, lost: lost.mean }] as const;
  });
  return { ...course, commitments: Object.fromEntries(commitments) };
}
