import type { ReactElement } from "react";
import { scenarioIds } from "../../../shared/plan/scenarios.ts";
import { doubtsOf } from "../../../shared/forecast/sentences.ts";
import { Icon } from "../../controls/Icon.tsx";
import { useApp, useForecastState, usePlan } from "../../state/useApp.tsx";
import { shownAnswers } from "../../state/answers.ts";
import { useIsNarrow } from "../../theme/theme.ts";
import { outlookAnswer } from "./answer.ts";
import { Exceedance } from "./Exceedance.tsx";
import { Months } from "./Months.tsx";
import { OutcomeCostBar } from "./OutcomeCostBar.tsx";
import { RunOut } from "./RunOut.tsx";
import { WhereItGoes } from "./WhereItGoes.tsx";
import "./outlook.css";

/** When is the money gone, how likely, what to ask for, where does it go. */
export function OutlookScreen(): ReactElement {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const state = useForecastState(scenario);
  const isNarrow = useIsNarrow();
  const shown = shownAnswers(state);
  if (shown === null) return <NoForecastYet status={state?.status ?? "stale"} />;
  const { answers, isStale } = shown;
  const { forecast, facts } = answers;
  const index = scenario === null ? 0 : scenarioIds(plan).indexOf(scenario) + 1;
  const isWaiting = isStale && state?.status !== "running";
  const parts = { answers, index };
  return (
    <div className="outlook">
      <p className="answer">
        {outlookAnswer(forecast, facts).map(({ text, kind }, i) =>
          kind === "plain" ? (
            text
          ) : (
            <strong key={i} className={kind === "over" ? "over" : undefined}>
              {text}
            </strong>
          ),
        )}
      </p>
      <div className={isWaiting ? "is-stale" : undefined}>
        <RunOut {...parts} isNarrow={isNarrow} isFirst={state?.status === "running" && forecast.trials < 2_000} />
        <WhereItGoes {...parts} isNarrow={isNarrow} />
        {isNarrow && <OutcomeCostBar {...parts} />}
        <div className="outlook-below">
          <Exceedance {...parts} />
          <Months {...parts} />
        </div>
      </div>
      {doubtsOf(forecast, facts).map((doubt) => (
        <p key={doubt} className="doubt">
          <Icon name="warning" />
          {doubt}
        </p>
      ))}
    </div>
  );
}

function NoForecastYet({ status }: { readonly status: string }): ReactElement {
  const isStuck = status === "cannotRun" || status === "failed";
  return (
    <div className="empty" aria-busy={!isStuck}>
      <p className="answer">{isStuck ? "This plan cannot be forecast yet." : "The first futures are on their way."}</p>
      <p>{isStuck ? "What is wrong stands above, with a link that leads to it. Once it is mended, this screen says when the money is gone and what to ask for." : "Here it will say when the money is gone, how likely that is, and what to ask for."}</p>
    </div>
  );
}
