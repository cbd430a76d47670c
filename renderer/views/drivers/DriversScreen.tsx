import { useMemo } from "react";
import type { ReactElement } from "react";
import { driversSentence } from "../../../shared/studies/driverWords.ts";
import { emphasised } from "../../../shared/report/text.ts";
import { StudyStatus } from "../../controls/StudyStatus.tsx";
import { useApp, usePlan } from "../../state/useApp.tsx";
import { shownStudy, useStudy } from "../../state/useStudy.ts";
import { OneFuture } from "./OneFuture.tsx";
import { WhatMoves } from "./WhatMoves.tsx";
import "./drivers.css";

/** What moves the ask, what its uncertainty is made of, and one future told month by month. */
export function DriversScreen(): ReactElement {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const isSound = useApp((state) => state.faults.length === 0);
  const question = useMemo(() => (isSound ? { plan, scenario } : null), [plan, scenario, isSound]);
  const study = useStudy("drivers", question);
  const shown = shownStudy(study.state);
  const answer = shown === null ? null : driversSentence(plan, shown.answer);
  return (
    <div className="drivers-screen">
      <p className="answer">
        {answer === null
          ? isSound
            ? "What moves the ask most is being found: each unknown is held low, then high, on the same luck."
            : "This plan has a fault, so nothing can be asked of it. The strip above shows it."
          : emphasised(answer.sentence, answer.figures).map(({ text, tone }, i) => (tone === undefined ? text : <strong key={i}>{text}</strong>))}
      </p>
      <StudyStatus study={study} what="What moves the ask" />
      {shown !== null && (
        <div className={shown.isStale ? "is-stale" : undefined}>
          <WhatMoves drivers={shown.answer} plan={plan} scenario={scenario} />
        </div>
      )}
      {isSound && <OneFuture plan={plan} scenario={scenario} />}
    </div>
  );
}
