import { useEffect, useState } from "react";
import { BANDS_FROM } from "#shared/forecast/answers/outlook.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { SEED } from "#renderer/state/forecastSlice.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/** Enough for a chart with bands; opening the plan forecasts it in full. */
const TRIALS = BANDS_FROM;

/** A plan to be shown with its forecast, under a key of its own. */
export interface Preview {
  readonly key: string;
  readonly plan: Plan;
}

/**
 * A real forecast of each plan, one after another, by its key. A plan that fails has none. The list may grow: what is
 * known already is not asked again.
 */
export function usePreviewForecasts(previews: readonly Preview[]): Readonly<Record<string, Answers>> {
  const { services } = useAppContext();
  const [answers, setAnswers] = useState<Readonly<Record<string, Answers>>>({});
  useEffect(() => {
    let cancel: (() => void) | null = null;
    const next = ([preview, ...others]: readonly Preview[]): void => {
      if (preview === undefined) return;
      cancel = services.engine.run(
        { plan: preview.plan, version: 0, scenario: null, seed: SEED, trials: TRIALS },
        (event) => {
          if (event.type === "soFar" || event.type === "ready")
            setAnswers((known) => ({ ...known, [preview.key]: event.answers }));
          if (event.type === "ready" || event.type === "failed") next(others);
        },
      );
    };
    next(previews);
    return () => cancel?.();
  }, [services, previews]);
  return answers;
}
