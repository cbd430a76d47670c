import { useEffect, useMemo, useState } from "react";
import type { AnsweredInterval } from "#shared/charts/setUp/answersFrame.ts";
import type { Interval } from "#shared/charts/base/IntervalStrip.tsx";
import { canonicalJson } from "#shared/plan/canonical.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { answeredQuestions, answersUpTo, type SetUpAnswers } from "#shared/setUp/answers.ts";
import { planOfAnswers } from "#shared/setUp/planOfAnswers.ts";
import { questionNumber } from "#shared/setUp/words.ts";
import { SEED } from "#renderer/state/forecastSlice.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/** Enough for a bar that fades at its ends. */
const TRIALS = 500;
/** The forecast of the plan itself comes first. Milliseconds. */
const REST = 250;
/** Forecasts that are remembered: some undos of all six. */
const CACHE_SIZE = 60;

const known = new Map<string, Interval>();

/** The key of a plan's forecast: what a budget or a name says moves no interval. */
function keyOf({ name: _, budget: __, ...rest }: Plan): string {
  return canonicalJson(rest);
}

/** The year's spend after each answered question, one forecast of few trials each; those that are still to come are left out. */
export function useAnswerIntervals(answers: SetUpAnswers): readonly AnsweredInterval[] {
  const { services } = useAppContext();
  const [, setCount] = useState(0);
  const steps = useMemo(
    () =>
      answeredQuestions(answers).map((question) => {
        const plan = planOfAnswers(answersUpTo(answers, question));
        return { question: questionNumber(question), plan, key: keyOf(plan) };
      }),
    [answers],
  );
  useEffect(() => {
    let cancel: (() => void) | null = null;
    const next = (): void => {
      const step = steps.find(({ key }) => !known.has(key));
      if (step === undefined) return;
      cancel = services.engine.run(
        { plan: step.plan, version: 0, scenario: null, seed: SEED, trials: TRIALS },
        (event) => {
          if (event.type !== "ready") return;
          const { p10, p50, p90 } = event.answers.forecast.spend.quantiles;
          known.set(step.key, { p10, p50, p90 });
          const [oldest] = known.keys();
          if (known.size > CACHE_SIZE && oldest !== undefined) known.delete(oldest);
          setCount((count) => count + 1);
          next();
        },
      );
    };
    const cancelRest = services.clock.after(REST, next);
    return () => {
      cancelRest();
      cancel?.();
    };
  }, [services, steps]);
  return steps.flatMap(({ question, key }) => {
    const interval = known.get(key);
    return interval === undefined ? [] : [{ question, interval }];
  });
}
