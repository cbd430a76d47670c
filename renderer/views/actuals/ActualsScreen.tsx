import "./actuals.css";
import { type ReactElement, useEffect, useState } from "react";
import { lastLocked } from "#shared/forecast/lookingBack/ledger.ts";
import type { LockedForecast } from "#shared/forecast/lookingBack/ledgerFile.ts";
import { inputsFittedOnYear } from "#shared/plan/register/fittedInputs.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { GuideLink } from "#renderer/controls/GuideLink.tsx";
import type { Answers } from "#renderer/state/answers.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { type LedgerFile, useLedger } from "#renderer/state/useLedger.ts";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { AnswerSentence } from "./AnswerSentence.tsx";
import { ApplyPart } from "./ApplyPart.tsx";
import { ChangePart } from "./ChangePart.tsx";
import { CurvePart, workloadsWithRuns } from "./curve/CurvePart.tsx";
import { HoldPart, planStrips } from "./HoldPart.tsx";
import { IntakePart } from "./intake/IntakePart.tsx";
import { LedgerPart } from "./LedgerPart.tsx";
import { UsageColumn } from "./UsageColumn.tsx";
import { type Reforecast, useReforecast } from "./useReforecast.ts";

/** Usage against the plan: what was imported, whether curves and forecasts hold, and what a re-forecast changes. */
export function ActualsScreen(): ReactElement {
  const { usage } = useAppContext();
  const plan = usePlan();
  const table = useApp((state) => state.usage);
  const ledger = useLedger();
  useEffect(() => {
    if (table === null) void usage.load();
  }, [table, usage]);

  if (table === null) return <NoTable />;
  // What is left out is there too, and what waits for an answer: both can be counted.
  const isEmpty = table.summary.sources.length === 0 && !table.imports.some(({ rows }) => rows > 0);
  if (isEmpty && plan.actuals === undefined) {
    return (
      <div className="actuals-screen">
        <NoUsage warnings={table.summary.doubts} />
        <LedgerPart planNow={null} ledger={ledger} />
      </div>
    );
  }
  return <UsageAgainstPlan usage={table} isEmpty={isEmpty} ledger={ledger} />;
}

interface UsageAgainstPlanProps {
  readonly usage: UsageTable;
  readonly isEmpty: boolean;
  readonly ledger: LedgerFile;
}

/** The screen once there is usage, or a plan with closed months. */
function UsageAgainstPlan({ usage, isEmpty, ledger }: UsageAgainstPlanProps): ReactElement {
  const plan = usePlan();
  const past = useApp((state) => state.pastForecasts);
  const reforecast = useReforecast(usage);
  const [wanted, setWanted] = useState<string | null>(null);
  const { before, now } = reforecast;
  const last = now === null ? null : lastGivenOut(ledger, plan, now);
  const strips = planStrips(reforecast, last, inputsFittedOnYear(plan).length > 0);
  const workloads = workloadsWithRuns(plan, usage);
  const workload = wanted !== null && workloads.includes(wanted) ? wanted : (workloads[0] ?? null);
  return (
    <div className="actuals-screen">
      <AnswerSentence before={before} now={now} inside={strips ?? []} last={last} words={reforecast.words} />
      <div className="actuals-top">
        {isEmpty ? (
          <NoUsage warnings={usage.summary.doubts} />
        ) : (
          <>
            <div className="actuals-part">
              <UsageColumn usage={usage} />
              {workload !== null && <ApplyPart workload={workload} usage={usage} />}
            </div>
            <CurvePart usage={usage} workload={workload} onWorkload={setWanted} />
          </>
        )}
        <HoldPart reforecast={reforecast} past={past} strips={strips} last={last} />
      </div>
      <Offer reforecast={reforecast} last={last} />
      <LedgerPart planNow={reforecast.planNow} ledger={ledger} />
    </div>
  );
}

/** What the re-forecast changes, until it is sent away. */
function Offer({
  reforecast,
  last,
}: {
  readonly reforecast: Reforecast;
  readonly last: LockedForecast | null;
}): ReactElement | null {
  const [dismissed, setDismissed] = useState<string | null>(null);
  const { before, now, isOffered, key } = reforecast;
  if (before === null || now === null) return null;
  return (
    <div className="actuals-bottom">
      {isOffered && dismissed === key ? (
        <Unchanged onShow={() => setDismissed(null)} />
      ) : (
        <ChangePart {...{ reforecast, before, now, last }} onKeep={() => setDismissed(key)} />
      )}
    </div>
  );
}

/** Before it is known what was imported, and where it cannot be known. */
function NoTable(): ReactElement {
  const { usage } = useAppContext();
  const failure = useApp((state) => state.usageFailure);
  if (failure === null) return <h1 className="answer">Loading the imported usage…</h1>;
  return (
    <div className="empty">
      <h1 className="answer">The imported usage cannot be read.</h1>
      <p role="alert">{failure}</p>
      <Button kind="primary" onClick={() => void usage.load()}>
        Try again
      </Button>
      <GuideLink page="problems">When something is not right</GuideLink>
    </div>
  );
}

function Unchanged({ onShow }: { readonly onShow: () => void }): ReactElement {
  return (
    <p className="note">
      {"The plan is unchanged. "}
      <Button kind="link" onClick={onShow}>
        Show the re-forecast again
      </Button>
    </p>
  );
}

/** The forecast that was locked last before the months that are closed now. */
function lastGivenOut({ state }: LedgerFile, plan: Plan, { forecast }: Answers): ReturnType<typeof lastLocked> {
  if (state.status !== "known") return null;
  const months = forecast.months.map(({ month }) => month);
  return lastLocked(state.ledger, plan.currency, months, forecast.reforecast?.months ?? 0);
}

/** What this screen is for, before there is anything on it. */
function NoUsage({ warnings }: { readonly warnings: readonly string[] }): ReactElement {
  const { usage } = useAppContext();
  const intake = useApp((state) => state.intake);
  return (
    <div className={intake.status === "none" ? "empty" : "actuals-intake"}>
      <h1 className="answer">No usage yet. With one month of exports, each curve can be fitted to your own runs.</h1>
      {intake.status === "none" ? (
        <>
          {warnings.map((warning) => (
            <p key={warning} className="actuals-doubt">
              {warning}
            </p>
          ))}
          <p>
            Drop usage exports anywhere on this screen: files, folders or zips of any provider, proxy or tool. Nothing
            leaves this computer, and names of people are not kept.
          </p>
          <p className="note">
            Recognized formats: exports of Anthropic, OpenAI, OpenRouter, LiteLLM, Langfuse and Helicone; Claude Code,
            Codex, Cursor, Copilot and ccusage; FOCUS, AWS, Azure and Google Cloud bills; OpenTelemetry spans. For any
            other table, choose once what each column holds.
          </p>
          <Button kind="primary" onClick={() => void usage.pick()}>
            Choose files
          </Button>{" "}
          <GuideLink page="import-usage">All formats, and what is done with them</GuideLink>
        </>
      ) : (
        <IntakePart />
      )}
    </div>
  );
}
