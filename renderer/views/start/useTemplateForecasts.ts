import { useEffect, useState } from "react";
import { BANDS_FROM } from "#shared/forecast/answers/outlook.ts";
import { planOfTemplate, templates, type Template } from "#shared/plan/templates/templates.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { SEED } from "#renderer/state/forecastSlice.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/** Enough for a chart with bands; opening the template forecasts it in full. */
const TRIALS = BANDS_FROM;

/** A real forecast of each template, one after another, by its id. A template that fails has none. */
export function useTemplateForecasts(): Readonly<Record<string, Answers>> {
  const { services } = useAppContext();
  const [answers, setAnswers] = useState<Readonly<Record<string, Answers>>>({});
  useEffect(() => {
    let cancel: (() => void) | null = null;
    const next = ([template, ...others]: readonly Template[]): void => {
      if (template === undefined) return;
      cancel = services.engine.run(
        { plan: planOfTemplate(template), version: 0, scenario: null, seed: SEED, trials: TRIALS },
        (event) => {
          if (event.type === "soFar" || event.type === "ready")
            setAnswers((known) => ({ ...known, [template.id]: event.answers }));
          if (event.type === "ready" || event.type === "failed") next(others);
        },
      );
    };
    next(templates);
    return () => cancel?.();
  }, [services]);
  return answers;
}
