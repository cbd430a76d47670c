import { useMemo, useState, type ReactElement } from "react";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { driversSentence, pilotSentences } from "#shared/studies/driverWords.ts";
import { Emphasised } from "#renderer/controls/Emphasised.tsx";
import { Button } from "#renderer/controls/Button.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { freshStudy, shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { OneTrial } from "./OneTrial.tsx";
import { WhatMoves } from "./WhatMoves.tsx";
import "./drivers.css";

/** What more pilot runs are worth: asked on demand, because it forecasts every scenario. */
function MoreRuns({ plan }: { readonly plan: Plan }): ReactElement {
  const [asked, setAsked] = useState<{ readonly plan: Plan } | null>(null);
  const study = useStudy("pilotValue", asked, 0);
  const answer = asked?.plan === plan ? freshStudy(study.state) : null;
  return (
    <section aria-label="Are more test runs worth it?" className="more-runs">
      <h2 className="part-heading">Are more test runs worth it?</h2>
      {asked?.plan === plan ? (
        <StudyStatus study={study} what="What more runs are worth" />
      ) : (
        <Button icon="play" onClick={() => setAsked({ plan })}>
          Calculate
        </Button>
      )}
      {answer !== null &&
        (pilotSentences(plan, answer).length === 0 ? (
          <p className="note">No input of this plan rests on a small number of test runs.</p>
        ) : (
          pilotSentences(plan, answer).map((sentence) => <p key={sentence}>{sentence}</p>)
        ))}
    </section>
  );
}

/** What moves the request, what its uncertainty is made of, and one trial month by month. */
export function DriversScreen(): ReactElement {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const isSound = useApp((state) => state.issues.length === 0);
  const question = useMemo(() => (isSound ? { plan, scenario } : null), [plan, scenario, isSound]);
  const study = useStudy("drivers", question);
  const shown = shownStudy(study.state);
  // Guessed ends may name another assumption first than the calculated ones: no sentence is made of them.
  const answer = shown === null || shown.answer.isGuess === true ? null : driversSentence(plan, shown.answer);
  return (
    <div className="drivers-screen">
      <h1 className="answer">
        {answer === null ? (
          isSound ? (
            "Calculating what moves the request: each assumption is held low, then high, on the same simulated years…"
          ) : (
            "This plan has an error, so nothing can be calculated. The error is shown at the top."
          )
        ) : (
          <Emphasised {...answer} />
        )}
      </h1>
      <StudyStatus study={study} what="What moves the request" />
      {shown !== null && (
        // Nothing is exported of a guess, and no scenario made of it.
        <div className={shown.isStale ? "is-stale" : undefined} inert={shown.answer.isGuess === true}>
          <WhatMoves drivers={shown.answer} plan={plan} scenario={scenario} />
        </div>
      )}
      {isSound && <OneTrial plan={plan} scenario={scenario} />}
      {shown !== null && !shown.isStale && scenarioIds(plan).length > 0 && <MoreRuns plan={plan} />}
    </div>
  );
}
