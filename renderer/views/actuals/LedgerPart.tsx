import { formatPercent, formatShare } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDate } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import { useMemo, useState, type ReactElement } from "react";
import { askGoodTo, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { monthTotalsOf } from "#shared/forecast/lookingBack/ledger.ts";
import {
  pooledSentence,
  scoreLedger,
  type LedgerScore,
  type MonthTotals,
} from "#shared/forecast/lookingBack/scoreLedger.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { BASE_NAME } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";
import { Button } from "#renderer/controls/Button.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import type { Answers } from "#renderer/state/answers.ts";
import { isDirty } from "#renderer/state/documentSlice.ts";
import { scenarioKey } from "#renderer/state/forecastSlice.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import type { LedgerFile } from "#renderer/state/useLedger.ts";

export interface LedgerPartProps {
  /** The plan with its closed months: what locked forecasts are scored by. Null: none is closed. */
  readonly planNow: Plan | null;
  readonly ledger: LedgerFile;
}

/**
 * The forecasts that were given out, as they were, each scored by the months that came since; and the way to lock the
 * one that stands now.
 */
export function LedgerPart({ planNow, ledger }: LedgerPartProps): ReactElement {
  const { files } = useAppContext();
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const forecast = useApp((state) => state.forecasts[scenarioKey(scenario)]);
  const version = useApp((state) => state.version);
  const dirty = useApp(isDirty);
  const hasFile = useApp((state) => state.file.document !== null);
  const isSound = useApp((state) => state.issues.length === 0);
  const actual = useMemo(
    (): MonthTotals => (planNow === null || !isSound ? new Map<string, number>() : monthTotalsOf(resolvePlan(planNow))),
    [planNow, isSound],
  );
  const { state } = ledger;
  const scores = useMemo(
    () => (state.status === "known" ? scoreLedger(state.ledger, plan.currency, actual) : []),
    [state, plan.currency, actual],
  );
  const answers = forecast?.status === "ready" && forecast.answers.version === version ? forecast.answers : null;
  return (
    <section aria-labelledby="ledger" className="actuals-part ledger">
      <header className="chart-head">
        <h2 id="ledger" className="part-heading">
          Forecast record
        </h2>
        <span className="note">
          A locked forecast is stored in a file beside the plan and never changes. Later months show how good it was.
        </span>
      </header>
      {state.status === "refused" && <p className="part-words">{state.sentence}</p>}
      {state.status === "reading" && <p className="part-words">Loading the forecast record…</p>}
      {state.status === "known" && (
        <Locked scores={scores} plan={plan} inOtherCurrencies={state.ledger.forecasts.length - scores.length} />
      )}
      {!hasFile || dirty ? (
        <p className="part-words">
          {hasFile
            ? "The plan has unsaved changes. Save it to lock its forecast. "
            : "Save the plan to lock its forecast. "}
          <Button kind="link" onClick={() => void files.save()}>
            Save the plan
          </Button>
        </p>
      ) : (
        state.status === "known" && (
          <Lock
            answers={answers}
            plan={plan}
            usual={state.ledger.forecasts.at(-1)?.author ?? ""}
            onLock={ledger.lock}
          />
        )
      )}
    </section>
  );
}

interface LockedProps {
  readonly scores: readonly LedgerScore[];
  readonly plan: Plan;
  /** How many locked forecasts are in a currency other than the plan's. */
  readonly inOtherCurrencies: number;
}

function Locked({ scores, plan, inOtherCurrencies }: LockedProps): ReactElement {
  return (
    <>
      {scores.length > 0 && <p className="part-words">{pooledSentence(scores)}</p>}
      {scores.length > 0 && <Scores scores={scores} plan={plan} />}
      {inOtherCurrencies > 0 && (
        <p className="note">{`${formatCount(inOtherCurrencies)} more are in a currency other than the plan’s.`}</p>
      )}
    </>
  );
}

interface LockProps {
  readonly answers: Answers | null;
  readonly plan: Plan;
  /** Who locked the last one. */
  readonly usual: string;
  readonly onLock: (answers: Answers, author: string) => Promise<boolean>;
}

function Lock({ answers, plan, usual, onLock }: LockProps): ReactElement {
  const [typed, setTyped] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const author = (typed ?? usual).trim();
  const words = answers === null ? "Calculating the forecast…" : forecastWords(answers, plan);
  const lock = async (): Promise<void> => {
    setIsBusy(true);
    await onLock(answers!, author);
    setIsBusy(false);
  };
  return (
    <div className="ledger-lock">
      <Field
        label="Locked by"
        width={200}
        value={author}
        placeholder="name or role"
        onCommit={(text) => {
          if (text.trim().length > 400) return "Type at most 400 characters.";
          setTyped(text);
          return null;
        }}
      />
      <Button disabled={answers === null || author === "" || isBusy} onClick={() => void lock()}>
        Lock this forecast
      </Button>
      <span className="note">{author === "" ? `${words} Type a name to lock it.` : words}</span>
    </div>
  );
}

/** "As planned: middle estimate $9.0M, 80% estimate $11.2M." */
function forecastWords({ forecast, facts, scenario }: Answers, plan: Plan): string {
  const { reserve } = forecast;
  const base = formatMoney(facts.currency, reserve.base, askGoodTo(forecast));
  return `${scenarioName(plan, scenario)}: middle estimate ${base}, ${formatPercent(reserve.confidence)} estimate ${formatMoney(facts.currency, reserve.ask, askGoodTo(forecast))}.`;
}

function scenarioName(plan: Plan, scenario: string | null): string {
  return scenario === null ? BASE_NAME : (plan.scenarios?.[scenario]?.name ?? scenario);
}

function Scores({ scores, plan }: { readonly scores: readonly LedgerScore[]; readonly plan: Plan }): ReactElement {
  const start = epochDayOf(plan.fiscalYear.start);
  return (
    <table className="table">
      <HeadRow
        heads={[
          "Locked",
          "By",
          "Forecast",
          figures("Year, middle estimate"),
          figures("80% estimate"),
          figures("Months since"),
          figures("Inside 80%"),
          figures("Middle estimate"),
          figures("Error compared with a straight line"),
        ]}
      />
      <tbody>
        {scores.map(({ forecast, all }, i) => {
          const { p50, p80, p90 } = forecast.year.quantiles;
          const goodTo = (level: number): number =>
            forecast.year.goodTo ?? quantileGoodTo(forecast.year.quantiles, level, forecast.trials);
          const money = (amount: number, level: number): string =>
            formatMoney(forecast.currency, amount, Math.min(goodTo(level), p90));
          return (
            <tr key={i}>
              <th scope="row">{formatDate(epochDayOf(forecast.lockedOn), { start })}</th>
              <td>{forecast.author}</td>
              <td>{scenarioName(plan, forecast.scenario)}</td>
              <td className="numeric figure-key">{money(p50, 0.5)}</td>
              <td className="numeric">{money(p80, 0.8)}</td>
              <td className="numeric">{all === null ? "none yet" : formatCount(all.months)}</td>
              <td className="numeric">
                {all === null ? "–" : `${formatCount(all.held.p80 * all.months)} of ${formatCount(all.months)}`}
              </td>
              <td className="numeric">{all === null || all.bias === null ? "–" : biasWords(all.bias)}</td>
              <td className="numeric">{all === null || all.skill === null ? "–" : savedWords(all.skill)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** "16% too low". */
function biasWords(bias: number): string {
  return Math.abs(bias) < 0.005 ? "on the mark" : `${formatShare(Math.abs(bias))} too ${bias > 0 ? "high" : "low"}`;
}

/** "25%", or that the ruler was nearer. */
function savedWords(skill: number): string {
  return skill <= -0.005 ? "none, it was nearer" : formatShare(Math.max(0, skill));
}
