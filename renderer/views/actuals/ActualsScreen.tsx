import "./actuals.css";
import { type ReactElement, useEffect, useState } from "react";
import { type ForecastStrip, stripsInside } from "#shared/charts/actuals/ForecastStrips.tsx";
import { formatChance } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDateLong, formatMonth } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { lastLocked, lockedAsk } from "#shared/forecast/lookingBack/ledger.ts";
import { type LockedForecast } from "#shared/forecast/lookingBack/ledgerFile.ts";
import { inputsFittedOnYear } from "#shared/plan/register/fittedInputs.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf, isoMonthOf } from "#shared/units.ts";
import { Emphasised } from "#renderer/controls/Emphasised.tsx";
import { Button } from "#renderer/controls/Button.tsx";
import { GuideLink } from "#renderer/controls/GuideLink.tsx";
import type { Answers } from "#renderer/state/answers.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { type LedgerFile, useLedger } from "#renderer/state/useLedger.ts";
import { ApplyPart } from "./ApplyPart.tsx";
import { ChangePart } from "./ChangePart.tsx";
import { CurvePart, workloadsWithRuns } from "./curve/CurvePart.tsx";
import { HoldPart, planStrips } from "./HoldPart.tsx";
import { IntakePart } from "./intake/IntakePart.tsx";
import { LedgerPart } from "./LedgerPart.tsx";
import { UsageColumn } from "./UsageColumn.tsx";
import { useReforecast } from "./useReforecast.ts";

/** Usage against the plan: what was imported, whether curves and forecasts hold, and what a re-forecast changes. */
export function ActualsScreen(): ReactElement {
  const { usage } = useAppContext();
  const plan = usePlan();
  const table = useApp((state) => state.usage);
  const past = useApp((state) => state.pastForecasts);
  const reforecast = useReforecast(table);
  const ledger = useLedger();
  const [wanted, setWanted] = useState<string | null>(null);
  const [dismissed, setDismissed] = useState<string | null>(null);
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
  const { before, now, isOffered, key } = reforecast;
  const last = now === null ? null : lastGivenOut(ledger, plan, now);
  const strips = planStrips(reforecast, last, inputsFittedOnYear(plan).length > 0);
  const workloads = workloadsWithRuns(plan, table);
  const workload = wanted !== null && workloads.includes(wanted) ? wanted : (workloads[0] ?? null);
  const isDismissed = isOffered && dismissed === key;
  return (
    <div className="actuals-screen">
      <AnswerSentence before={before} now={now} inside={strips ?? []} last={last} words={reforecast.words} />
      <div className="actuals-top">
        {isEmpty ? (
          <NoUsage warnings={table.summary.doubts} />
        ) : (
          <>
            <div className="actuals-part">
              <UsageColumn usage={table} />
              {workload !== null && <ApplyPart workload={workload} usage={table} />}
            </div>
            <CurvePart usage={table} workload={workload} onWorkload={setWanted} />
          </>
        )}
        <HoldPart reforecast={reforecast} past={past} strips={strips} last={last} />
      </div>
      {before !== null && now !== null && (
        <div className="actuals-bottom">
          {isDismissed ? (
            <Unchanged onShow={() => setDismissed(null)} />
          ) : (
            <ChangePart
              reforecast={reforecast}
              before={before}
              now={now}
              last={last}
              onKeep={() => setDismissed(key)}
            />
          )}
        </div>
      )}
      <LedgerPart planNow={reforecast.planNow} ledger={ledger} />
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

interface AnswerProps {
  readonly before: Answers | null;
  readonly now: Answers | null;
  readonly inside: readonly ForecastStrip[];
  /** The forecast that was given out of these months; null: none, and the plan before these actuals stands for it. */
  readonly last: LockedForecast | null;
  readonly words: string | null;
}

/**
 * "January to March cost $1.6M, inside the 80% range of the forecast locked on December 12 in every month. From April 1
 * the ask rises from …"
 */
function AnswerSentence({ before, now, inside, last: given, words }: AnswerProps): ReactElement {
  if (words !== null && now === null) return <h1 className="answer">{words}</h1>;
  if (before === null || now === null) return <h1 className="answer">Calculating the year from its closed months…</h1>;
  const { currency } = now.facts;
  const { actual, start } = now.outlook;
  const first = formatMonth(isoMonthOf(start));
  const last = formatMonth(isoMonthOf(start + actual!.length - 2));
  const spent = formatMoney(currency, now.forecast.reforecast?.spent ?? actual!.at(-1)!);
  const lockedOn = given === null ? null : formatDateLong(epochDayOf(given.lockedOn), now.facts);
  const held = stripsInside(inside);
  const range =
    inside.length === 0
      ? ""
      : `, inside the 80% range of ${lockedOn === null ? "the plan before these actuals" : `the forecast locked on ${lockedOn}`} in ${held === inside.length ? "every month" : `${formatCount(held)} of ${formatCount(inside.length)} months`}`;
  const locked = given === null ? null : lockedAsk(given, now.forecast.reserve.confidence);
  const asked = locked ?? before.forecast.reserve.ask;
  const is = formatMoney(currency, now.forecast.reserve.ask, askGoodTo(now.forecast));
  const was = formatMoney(
    currency,
    asked,
    locked === null ? askGoodTo(before.forecast) : (given!.year.goodTo ?? askGoodTo(now.forecast)),
  );
  const whose = locked === null ? "before these actuals" : `locked on ${lockedOn!}`;
  const isUp = now.forecast.reserve.ask > asked;
  const moved =
    was === is
      ? `stays ${is}`
      : `${isUp ? "rises" : "falls"} from ${was} (${whose}) to ${is}${middleWords(now, locked === null ? before.forecast.reserve.base : given!.year.quantiles.p50, isUp)}`;
  const over = formatChance(now.forecast.overrun.probability);
  const overBefore = formatChance(before.forecast.overrun.probability);
  const from = formatDateLong(start + actual!.length - 1, now.facts);
  const sentence = `${first === last ? first : `${first} to ${last}`} cost ${spent}${range}. From ${from} the request ${moved}, and ${over} simulated years overspend${over === overBefore ? ", as before" : `, where it was ${overBefore}`}.`;
  return (
    <h1 className="answer" data-testid="actuals-answer">
      <Emphasised sentence={sentence} figures={[spent, is]} over={[over]} />
    </h1>
  );
}

/**
 * ": its range is narrower, and its middle $11,000 higher": why an ask falls although the year is dearer, and the other
 * way round.
 */
function middleWords({ forecast, facts }: Answers, before: number, isUp: boolean): string {
  const goodTo = askGoodTo(forecast);
  const middle = forecast.reserve.base - before;
  if (Math.abs(middle) < Math.max(goodTo, 1) || middle > 0 === isUp) return "";
  return `: its range is ${isUp ? "wider" : "narrower"}, and its middle ${formatMoney(facts.currency, Math.abs(middle), goodTo)} ${middle > 0 ? "higher" : "lower"}`;
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
