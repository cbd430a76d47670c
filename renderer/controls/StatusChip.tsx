import type { ReactElement, ReactNode } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { formatMoneyError, moneyStyle } from "#shared/format/money.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { describeIssue, type Issue } from "#shared/plan/check/issues.ts";
import { type Answers, type ForecastState, freshAnswers } from "#renderer/state/answers.ts";
import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import { simulatedYears } from "#shared/forecast/words/sentences.ts";

/** "±$0.1M": what the money of these answers is good to; null where they are exact. */
export function goodToWords({ forecast, facts }: Answers): string | null {
  const goodTo = askGoodTo(forecast);
  return goodTo === 0 ? null : formatMoneyError(moneyStyle(facts.currency, forecast.reserve.ask, goodTo));
}

/** "simulation error ±$0.1M, 10,000 simulated years": where room is scarce the end is cut, and the error stays. */
function readyWords(trials: number, error: string | null): string {
  return `${error === null ? "no simulation error" : `simulation error ${error}`}, ${formatCount(trials)} simulated years`;
}

export interface StatusChipProps {
  readonly state: ForecastState | undefined;
  /** Of a forecast that runs. */
  readonly doneTrials: number;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  readonly onMorePrecision: () => void;
  readonly onShowIssue: (pointer: string) => void;
  /** Shows what the guide says of a plan that cannot be forecast. */
  readonly onGuide: () => void;
  /** Below 1200 px: the state and its error alone. */
  readonly short?: boolean;
}

/** State of a forecast: a sign, the state, what it is good to, and what to do. Never a spinner alone. */
export function StatusChip({ state, doneTrials, short = false, ...on }: StatusChipProps): ReactElement {
  if (state === undefined) return <Chip sign={<Ring share={0} />} state="No forecast yet" />;
  const fresh = freshAnswers(state);
  const error = fresh === null ? null : goodToWords(fresh);
  switch (state.status) {
    case "ready":
      return (
        <Chip
          sign={<Icon name="check" />}
          state="Up to date"
          words={short ? error : readyWords(state.answers.forecast.trials, error)}
          title={simulatedYears(state.answers.forecast)}
          action={error !== null && <Act words="More precision" onClick={on.onMorePrecision} />}
        />
      );
    case "running":
      return (
        <Chip
          sign={<Ring share={doneTrials / state.trials} />}
          state={`${formatCount(doneTrials)} of ${formatCount(state.trials)}`}
          words={runningWords(error, short)}
          action={<Act words="Cancel" onClick={on.onCancel} />}
        />
      );
    case "stale":
      return (
        <Chip
          sign={<Ring share={null} />}
          state="Out of date"
          words={short ? null : `after “${state.reason}”`}
          action={<Act words="Run" onClick={on.onRun} />}
        />
      );
    case "stopped":
      return (
        <Chip
          sign={<span className="stop-sign" />}
          state="Stopped"
          words={short ? error : stoppedWords(state.trials, error)}
          action={<Act words="Go on" onClick={on.onRun} />}
        />
      );
    case "cannotRun":
      return <CannotRunChip issues={state.issues} short={short} {...on} />;
    case "failed":
      return (
        <Chip
          sign={<Icon name="warning" />}
          state="The calculation failed"
          words={short ? null : state.message}
          action={<Act words="Run again" onClick={on.onRun} />}
        />
      );
  }
}

/** A thing to do about a state. */
function Act({ words, onClick }: { readonly words: string; readonly onClick: () => void }): ReactElement {
  return (
    <Button kind="link" onClick={onClick}>
      {words}
    </Button>
  );
}

function runningWords(error: string | null, short: boolean): string | null {
  if (error === null) return short ? null : "simulated years";
  return short ? error : `simulation error ${error} so far`;
}

function stoppedWords(trials: number, error: string | null): string {
  return `at ${formatCount(trials)}${error === null ? "" : `; simulation error ${error}`}`;
}

/** How many errors keep a plan from running, and the way to the first. */
function CannotRunChip({
  issues,
  short,
  onShowIssue,
  onGuide,
}: Pick<StatusChipProps, "onShowIssue" | "onGuide"> & {
  readonly issues: readonly Issue[];
  readonly short: boolean;
}): ReactElement {
  const [first] = issues;
  return (
    <Chip
      sign={<Icon name="warning" />}
      state="Cannot run"
      words={short ? null : `${issues.length} ${issues.length === 1 ? "error" : "errors"} in the plan`}
      {...(first === undefined ? {} : { title: describeIssue(first) })}
      action={
        <>
          {first !== undefined && <Act words="Show it" onClick={() => onShowIssue(first.pointer)} />}
          <Act words="See the guide" onClick={onGuide} />
        </>
      }
    />
  );
}

function Chip({
  sign,
  state,
  words,
  action,
  title,
}: {
  readonly sign: ReactNode;
  readonly state: string;
  readonly words?: string | null;
  readonly action?: ReactNode;
  readonly title?: string;
}): ReactElement {
  return (
    <div className="status" role="group" aria-label="Forecast" title={title}>
      <span className="status-sign" aria-hidden="true">
        {sign}
      </span>
      <span className="status-state">{state}</span>
      {words !== null && words !== undefined && <span className="status-words">{words}</span>}
      {action}
    </div>
  );
}

/** How much is done; null: a dashed ring, nothing is at work. */
function Ring({ share }: { readonly share: number | null }): ReactElement {
  const around = 2 * Math.PI * 5;
  return (
    <svg width={14} height={14} viewBox="0 0 14 14">
      <circle
        cx={7}
        cy={7}
        r={5}
        fill="none"
        stroke={share === null ? "var(--ink-2)" : "var(--rule)"}
        strokeWidth={share === null ? 1.5 : 2.5}
        {...(share === null ? { strokeDasharray: "2.2 1.7" } : {})}
      />
      {share !== null && share > 0 && (
        <circle
          cx={7}
          cy={7}
          r={5}
          fill="none"
          stroke="var(--ink)"
          strokeWidth={2.5}
          strokeDasharray={`${Math.min(1, share) * around} ${around}`}
          transform="rotate(-90 7 7)"
        />
      )}
    </svg>
  );
}
