import { memo, type ReactElement } from "react";
import { applyScenario, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { shutdownWarnings } from "#shared/plan/shutdowns.ts";
import { BANDS_FROM } from "#shared/forecast/answers/outlook.ts";
import { forecastWarnings } from "#shared/forecast/warnings.ts";
import { enoughQuestion } from "#shared/studies/targets/enoughWords.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { GuideLink } from "#renderer/controls/GuideLink.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { useApp, useIsMarkedStale, usePlan, useShown } from "#renderer/state/useApp.tsx";
import type { Answers } from "#renderer/state/answers.ts";
import { scenarioKey } from "#renderer/state/forecastSlice.ts";
import { useIsNarrow } from "#renderer/theme/theme.ts";
import { outlookAnswer } from "./answer.ts";
import { Exceedance } from "./Exceedance.tsx";
import { Months } from "./Months.tsx";
import { OutcomeCostBar } from "./OutcomeCostBar.tsx";
import { PeopleLines } from "./PeopleLines.tsx";
import { RunOut } from "./RunOut.tsx";
import { WhereItGoes } from "./where/WhereItGoes.tsx";
import "./outlook.css";

/** When is the money gone, how likely, what to ask for, where does it go. */
export function OutlookScreen(): ReactElement {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const isNarrow = useIsNarrow();
  const shown = useShown();
  const isMarkedStale = useIsMarkedStale();
  if (shown === null) return <NoForecastYet />;
  const { answers } = shown;
  const { forecast, facts } = answers;
  const warnings = [
    ...shutdownWarnings(scenario === null ? plan : applyScenario(plan, scenario)).map(({ sentence }) => sentence),
    ...forecastWarnings(forecast, facts),
  ];
  const index = scenario === null ? 0 : scenarioIds(plan).indexOf(scenario) + 1;
  const parts = { answers, index };
  return (
    <div className="outlook">
      <h1 className="answer">
        {outlookAnswer(forecast, facts).map((run, i) => {
          if (run.kind === "plain") return run.text;
          if (run.kind === "term") {
            return (
              <Term key={i} id={run.term}>
                {run.text}
              </Term>
            );
          }
          return (
            <strong key={i} className={run.kind === "over" ? "over" : undefined}>
              {run.text}
            </strong>
          );
        })}
      </h1>
      {forecast.reserve.ask > facts.budget.amount && (
        <EnoughLink currency={facts.currency} amount={facts.budget.amount} />
      )}
      <div>
        <RunOut {...parts} isNarrow={isNarrow} isFirst={forecast.trials < BANDS_FROM} isStale={isMarkedStale} />
      </div>
      <div className={isMarkedStale ? "is-stale" : undefined}>
        <WhereItGoes {...parts} isNarrow={isNarrow} />
        <PeopleLines answers={answers} />
        {isNarrow && <OutcomeCostBar {...parts} />}
        <Below {...parts} />
      </div>
      {warnings.map((warning) => (
        <p key={warning} className="doubt">
          <Icon name="warning" />
          {warning}
        </p>
      ))}
    </div>
  );
}

/** Leads from a budget that is too small to what would make it enough. */
function EnoughLink({ currency, amount }: { readonly currency: string; readonly amount: number }): ReactElement {
  const showPart = useApp((state) => state.showScenariosPart);
  const goTo = useApp((state) => state.goTo);
  return (
    <p>
      <Button
        kind="link"
        onClick={() => {
          showPart("targets");
          goTo("scenarios");
        }}
      >
        {enoughQuestion({ currency, budget: { amount } })}
      </Button>
    </p>
  );
}

/** What hangs on the answers alone: an edit does not draw it again. */
const Below = memo(function Below(parts: { readonly answers: Answers; readonly index: number }): ReactElement {
  return (
    <div className="outlook-below">
      <Exceedance {...parts} />
      <Months {...parts} />
    </div>
  );
});

function NoForecastYet(): ReactElement {
  const status = useApp((state) => state.forecasts[scenarioKey(state.activeScenario)]?.status);
  const isStuck = status === "cannotRun" || status === "failed";
  return (
    <div className="empty" aria-busy={!isStuck}>
      <h1 className="answer">{isStuck ? "This plan cannot be forecast yet." : "Calculating the first results…"}</h1>
      <p>
        {isStuck
          ? "The problem is shown above with a link to it. Fix it to see when the budget is spent and how much to request."
          : "This screen will show when the budget is spent, how likely that is, and how much to request."}
      </p>
      {isStuck && <GuideLink page="problems">When something is not right</GuideLink>}
    </div>
  );
}
