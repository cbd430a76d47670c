import { useEffect, useState, type KeyboardEvent, type ReactElement } from "react";
import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDate } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import type { RecentPlan } from "#shared/host/contract.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import type { Answers } from "#renderer/state/answers.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { MS_PER_DAY } from "./days.ts";
import { MiniOutlook } from "./MiniOutlook.tsx";

/** Plans that are shown before "Show all". */
const SHOWN = 5;
/** From so many of 50 on, the count stands in vermilion. */
const LIKELY = 0.5;

export interface YourPlansProps {
  readonly recent: readonly RecentPlan[];
  /** What a plan calls itself, and its forecast, by document; what is not there yet is on its way. */
  readonly names: Readonly<Record<string, string>>;
  readonly forecasts: Readonly<Record<string, Answers>>;
  /** How many plans a portfolio names, by its document; a plan is not in it. */
  readonly portfolios: Readonly<Record<string, number>>;
  readonly onForget: (document: string) => void;
}

/** The reader's plans, the last one first: each with its year, its request and its odds. */
export function YourPlans({ recent, names, forecasts, portfolios, onForget }: YourPlansProps): ReactElement {
  const [isWhole, setWhole] = useState(false);
  const { services } = useAppContext();
  const shown = isWhole ? recent : recent.slice(0, SHOWN);
  return (
    <section aria-labelledby="recent-heading" className="your-plans">
      <header className="start-head">
        <h2 className="part-heading" id="recent-heading">
          Your plans
        </h2>
        {recent.length > SHOWN && (
          <Button kind="link" onClick={() => setWhole(!isWhole)}>
            {isWhole ? "Show fewer" : `Show all ${recent.length}`}
          </Button>
        )}
      </header>
      {recent.length === 0 ? (
        <p className="note">No plan yet. Six questions take about three minutes.</p>
      ) : (
        <ul className="recent" onKeyDown={walkRows}>
          {shown.map((plan) => (
            <PlanRow
              key={plan.document}
              plan={plan}
              name={names[plan.document] ?? plan.name.replace(/\.pastapril$|\.json$/i, "")}
              answers={forecasts[plan.document] ?? null}
              summed={portfolios[plan.document] ?? null}
              now={services.clock.now()}
              onForget={() => onForget(plan.document)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Arrows walk from plan to plan. */
function walkRows(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>(".recent-open:not(:disabled)")];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = rows[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function PlanRow({
  plan: { document, place, openedAt, missing },
  name,
  answers,
  summed,
  now,
  onForget,
}: {
  readonly plan: RecentPlan;
  readonly name: string;
  readonly answers: Answers | null;
  /** Plans of a portfolio; null: it is a plan. */
  readonly summed: number | null;
  readonly now: number;
  readonly onForget: () => void;
}): ReactElement {
  const { files } = useAppContext();
  const theme = useChartTheme();
  return (
    <li>
      <button
        type="button"
        className="recent-open"
        disabled={missing}
        title={place}
        onClick={() => void files.openDocument(document)}
      >
        <span className="recent-chart" aria-hidden="true">
          {missing ? (
            <Icon name="warning" />
          ) : summed !== null ? (
            <Icon name="copy" />
          ) : (
            answers !== null && (
              <MiniOutlook outlook={answers.outlook} width={84} height={44} theme={theme} hasLabels={false} />
            )
          )}
        </span>
        <span className="recent-words">
          <span className="recent-line">
            <span className="figure-key recent-name">{name}</span>
            <span className="note">{dayWords(openedAt, now)}</span>
          </span>
          <span className="recent-line">
            {missing ? (
              <span className="note">not found: moved or deleted</span>
            ) : summed !== null ? (
              <span className="note">portfolio of {summed === 1 ? "1 plan" : `${formatCount(summed)} plans`}</span>
            ) : answers === null ? (
              <span className="note recent-name">{place}</span>
            ) : (
              <RequestAndOdds answers={answers} />
            )}
          </span>
        </span>
      </button>
      <IconButton label={`Remove ${name} from this list`} icon="close" onClick={onForget} />
    </li>
  );
}

function RequestAndOdds({ answers: { forecast, facts } }: { readonly answers: Answers }): ReactElement {
  const chance = forecast.overrun.probability;
  return (
    <>
      <span className="note">
        budget <strong>{formatMoney(facts.currency, forecast.reserve.ask, askGoodTo(forecast))}</strong> to be{" "}
        {formatPercent(forecast.reserve.confidence)} sure
      </span>
      <span className="note">
        <strong className={chance > LIKELY ? "over" : "recent-odds"}>{formatChance(chance)}</strong> over
      </span>
    </>
  );
}

/** "today, 12:41" for today, else "Jan 21". */
function dayWords(iso: string, now: number): string {
  const at = new Date(iso);
  const today = Math.floor((now - at.getTimezoneOffset() * 60_000) / MS_PER_DAY);
  const day = Math.floor((at.getTime() - at.getTimezoneOffset() * 60_000) / MS_PER_DAY);
  if (day !== today) return formatDate(day, { start: today });
  return `today, ${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
}

/** The recent plans, each read as it lies on disk. Reading one here does not make it the last that was opened. */
export function useRecentPlans(): {
  readonly recent: readonly RecentPlan[];
  readonly texts: Readonly<Record<string, string>>;
  readonly forget: (document: string) => void;
} {
  const { services } = useAppContext();
  const [recent, setRecent] = useState<readonly RecentPlan[]>([]);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    const stopped = new AbortController();
    const hasLeft = (): boolean => stopped.signal.aborted;
    void services.host.hostInfo(null).then(async (info) => {
      if (!info.ok || hasLeft()) return;
      setRecent(info.value.recent);
      for (const { document, missing } of info.value.recent.slice(0, SHOWN)) {
        const read = missing ? null : await services.host.peekPlan({ document });
        if (hasLeft()) return;
        if (read?.ok === true) setTexts((known) => ({ ...known, [document]: read.value.text }));
      }
    });
    return () => {
      stopped.abort();
    };
  }, [services]);
  return {
    recent,
    texts,
    forget: (document) => {
      setRecent((before) => before.filter((plan) => plan.document !== document));
      void services.host.forgetRecent({ document });
    },
  };
}
