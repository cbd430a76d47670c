import type { ReactElement } from "react";
import { contractsAnswer } from "#shared/forecast/words/contractSentences.ts";
import { dearestModelAnswer, retirementAnswer } from "#shared/forecast/words/priceSentences.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { epochDayOf } from "#shared/units.ts";
import type { ContractCourse } from "#shared/studies/contracts/course.ts";
import { Words } from "#renderer/controls/Words.tsx";
import { useApp, useShown } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** What contracts come to this year; without contracts, which model takes most of the money. */
export function ContractsAnswer({ course }: { readonly course: ContractCourse | null }): ReactElement {
  const { plan } = usePlanEdits();
  const shown = useShown();
  const isSound = useApp((state) => state.issues.length === 0);
  const start = epochDayOf(plan.fiscalYear.start);
  const forecast = shown?.answers.forecast ?? null;
  const parts =
    forecast === null || !isSound
      ? []
      : contractsAnswer(forecast, resolvePlan(plan), (id) => {
          const day = course?.seats[id]?.usedUpOn ?? null;
          return day === null ? null : formatDateLong(start + day, { start });
        });
  const all = [
    ...(parts.length > 0 || forecast === null ? parts : dearestModelAnswer(forecast, plan)),
    ...retirementAnswer(plan),
  ];
  return (
    <h1 className={shown?.isStale === true ? "answer answer-stale" : "answer"}>
      {all.length === 0
        ? "What tokens and seats cost, what may change it, and when."
        : all.map((runs, i) => (
            <span key={i}>
              <Words runs={runs} />{" "}
            </span>
          ))}
    </h1>
  );
}
