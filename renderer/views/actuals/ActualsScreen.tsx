import { useEffect, useState } from "react";
import type { ReactElement } from "react";
import { stripsInside } from "../../../shared/charts/ForecastStrips.tsx";
import { formatChance, formatCount, formatDateLong, formatMoney, formatMonth } from "../../../shared/forecast/format.ts";
import { askGoodTo } from "../../../shared/forecast/goodTo.ts";
import { emphasised } from "../../../shared/report/text.ts";
import { epochDayOf, isoMonthOf } from "../../../shared/units.ts";
import { Button } from "../../controls/Button.tsx";
import type { Answers } from "../../state/answers.ts";
import { useApp, useAppContext, usePlan } from "../../state/useApp.tsx";
import { ApplyPart } from "./ApplyPart.tsx";
import { ChangePart } from "./ChangePart.tsx";
import { CurvePart, workloadsWithRuns } from "./CurvePart.tsx";
import { HoldPart, planStrips } from "./HoldPart.tsx";
import { IntakePart } from "./Intake.tsx";
import { LedgerPart } from "./LedgerPart.tsx";
import { UsagePart } from "./UsagePart.tsx";
import { useReforecast } from "./useReforecast.ts";
import "./actuals.css";

/** Usage against the plan: what was imported, whether curves and forecasts hold, and what a re-forecast changes. */
export function ActualsScreen(): ReactElement {
  const { usage } = useAppContext();
  const plan = usePlan();
  const table = useApp((state) => state.usage);
  const past = useApp((state) => state.pastForecasts);
  const reforecast = useReforecast(table);
  const [wanted, setWanted] = useState<string | null>(null);
  const [kept, setKept] = useState<string | null>(null);
  useEffect(() => {
    if (table === null) void usage.load();
  }, [table, usage]);

  if (table === null) return <h1 className="answer">The usage that was imported is being looked up.</h1>;
  // What is left out is there too, and what waits for an answer: both can be counted.
  const isEmpty = table.summary.sources.length === 0 && !table.imports.some(({ rows }) => rows > 0);
  if (isEmpty && plan.actuals === undefined) {
    return (
      <div className="actuals-screen">
        <NoUsage doubts={table.summary.doubts} />
        <LedgerPart planNow={null} />
      </div>
    );
  }
  const beforeName = plan.actuals !== undefined && reforecast.isOffered ? "Before" : formatMonth(isoMonthOf(epochDayOf(plan.fiscalYear.start) - 1));
  const { before, now, isOffered, key } = reforecast;
  const workloads = workloadsWithRuns(plan, table);
  const workload = wanted !== null && workloads.includes(wanted) ? wanted : (workloads[0] ?? null);
  const isKept = isOffered && kept === key;
  return (
    <div className="actuals-screen">
      <AnswerSentence before={before} now={now} inside={planStrips(reforecast)} beforeName={beforeName} words={reforecast.words} />
      <div className="actuals-top">
        {isEmpty ? (
          <NoUsage doubts={table.summary.doubts} />
        ) : (
          <>
            <div className="actuals-part">
              <UsagePart usage={table} />
              {workload !== null && <ApplyPart workload={workload} usage={table} />}
            </div>
            <CurvePart usage={table} workload={workload} onWorkload={setWanted} />
          </>
        )}
        <HoldPart reforecast={reforecast} past={past} beforeName={beforeName} />
      </div>
      {before !== null && now !== null && (
        <div className="actuals-bottom">
          {isKept ? (
            <p className="note">
              {`${beforeName} is kept. `}
              <Button kind="link" onClick={() => setKept(null)}>
                Look at the re-forecast again
              </Button>
            </p>
          ) : (
            <ChangePart reforecast={reforecast} before={before} now={now} beforeName={beforeName} onKeep={() => setKept(key)} />
          )}
        </div>
      )}
      <LedgerPart planNow={reforecast.planNow} />
    </div>
  );
}

interface AnswerProps {
  readonly before: Answers | null;
  readonly now: Answers | null;
  readonly inside: ReturnType<typeof planStrips>;
  readonly beforeName: string;
  readonly words: string | null;
}

/** "The closed months cost $1.6M, inside December's range in every month. From April 1 the ask rises from …" */
function AnswerSentence({ before, now, inside, beforeName, words }: AnswerProps): ReactElement {
  if (words !== null && now === null) return <h1 className="answer">{words}</h1>;
  if (before === null || now === null) return <h1 className="answer">The year is being forecast from its closed months.</h1>;
  const { currency } = now.facts;
  const { actual, start } = now.outlook;
  const first = formatMonth(isoMonthOf(start));
  const last = formatMonth(isoMonthOf(start + actual!.length - 2));
  const spent = formatMoney(currency, Math.round(actual!.at(-1)!));
  const held = stripsInside(inside);
  const range = inside.length === 0 ? "" : `, inside ${beforeName}'s 80% range in ${held === inside.length ? "every month" : `${formatCount(held)} of ${formatCount(inside.length)} months`}`;
  const [was, is] = [before, now].map(({ forecast }) => formatMoney(currency, forecast.reserve.ask, askGoodTo(forecast))) as [string, string];
  const moved = was === is ? `stays ${is}` : `${now.forecast.reserve.ask > before.forecast.reserve.ask ? "rises" : "falls"} from ${was} to ${is}`;
  const over = formatChance(now.forecast.overrun.probability);
  const overBefore = formatChance(before.forecast.overrun.probability);
  const from = formatDateLong(start + actual!.length - 1, now.facts);
  const sentence = `${first === last ? first : `${first} to ${last}`} cost ${spent}${range}. From ${from} the ask ${moved}, and ${over} futures overrun${over === overBefore ? ", as before" : `, where it was ${overBefore}`}.`;
  return (
    <h1 className="answer" data-testid="actuals-answer">
      {emphasised(sentence, [spent, is], [over]).map(({ text, tone }, i) => (tone === undefined ? text : tone === "over" ? <span key={i} className="over">{text}</span> : <strong key={i}>{text}</strong>))}
    </h1>
  );
}

/** What this screen is for, before there is anything on it. */
function NoUsage({ doubts }: { readonly doubts: readonly string[] }): ReactElement {
  const { usage } = useAppContext();
  const intake = useApp((state) => state.intake);
  return (
    <div className={intake.status === "none" ? "empty" : "actuals-intake"}>
      <h1 className="answer">No usage yet. With one month of an export, each curve is fitted to your own runs.</h1>
      {intake.status === "none" ? (
        <>
          {doubts.map((doubt) => (
            <p key={doubt} className="actuals-doubt">
              {doubt}
            </p>
          ))}
          <p>Drop usage exports anywhere on this screen: files, folders or zips of any provider, proxy or tool. Nothing leaves this computer, and names of users are not kept.</p>
          <p className="note">
            Read as they are: exports of Anthropic, OpenAI, OpenRouter, LiteLLM, Langfuse and Helicone; Claude Code, Codex, Cursor, Copilot and ccusage; FOCUS, AWS, Azure and Google Cloud bills; OpenTelemetry spans. Of any other table you say once which column holds what.
          </p>
          <Button kind="primary" onClick={() => void usage.pick()}>
            Choose files
          </Button>
        </>
      ) : (
        <IntakePart />
      )}
    </div>
  );
}
