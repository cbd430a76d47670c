import { useEffect, useState, type ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { askSentence, whenGoneSentence } from "#shared/forecast/words/sentences.ts";
import { isIllustrative } from "#shared/plan/illustrative.ts";
import type { RecentPlan, Recovery } from "#shared/host/contract.ts";
import { templates, type Template } from "#shared/plan/templates/templates.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import { spokenTime } from "#renderer/controls/times.ts";
import { USUAL_TRIALS } from "#renderer/state/forecastSlice.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { MiniOutlook } from "./MiniOutlook.tsx";
import { useTemplateForecasts } from "./useTemplateForecasts.ts";
import "./start.css";

/** First start: three templates with their live outlook, recent plans, unsaved work of a crash. */
export function StartScreen(): ReactElement {
  const forecasts = useTemplateForecasts();
  return (
    <div className="start">
      <h1 className="answer">
        When is this year’s AI budget gone, and what do you get for it? <strong>Start from the nearest template</strong>
        , then put in your own figures.
      </h1>
      <Recoveries />
      <section aria-labelledby="templates-heading">
        <header className="start-head">
          <h2 className="part-heading" id="templates-heading">
            Templates
          </h2>
          <p className="note">
            Illustrative: made-up organisations, computed here and now. Each figure says where it comes from.
          </p>
        </header>
        <ul className="start-templates">
          {templates.map((template) => (
            <TemplateCard key={template.id} template={template} answers={forecasts[template.id] ?? null} />
          ))}
        </ul>
      </section>
      <div className="start-below">
        <Recent />
        <section className="start-hint" aria-labelledby="usage-heading">
          <h2 className="part-heading" id="usage-heading">
            Your own usage
          </h2>
          <p>
            Open the template that is nearest and drop a month of usage exports on its Actuals screen: each curve is
            then fitted to your own runs. Until you have one, the curves of Workloads are measured on thousands of
            public runs.
          </p>
          <p className="note">Nothing leaves this computer. A plan is a plain file of yours.</p>
        </section>
      </div>
    </div>
  );
}

/**
 * The cards are forecast with few simulated years, so that all of them are there at once: what opens may differ in its
 * last digit, and the card says so.
 */
function previewSentence(trials: number): string {
  return `Preview of ${formatCount(trials)} simulated years; opening it runs ${formatCount(USUAL_TRIALS)}.`;
}

function TemplateCard({
  template,
  answers,
}: {
  readonly template: Template;
  readonly answers: Answers | null;
}): ReactElement {
  const { files } = useAppContext();
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const words =
    answers === null
      ? null
      : [
          whenGoneSentence(answers.forecast, answers.facts) ?? "The money lasts the year.",
          askSentence(answers.forecast, answers.facts),
          previewSentence(answers.forecast.trials),
        ].join(" ");
  return (
    <li className="template">
      <button
        type="button"
        className="template-open"
        aria-describedby={`template-${template.id}-words`}
        onClick={() => files.useTemplate(template)}
      >
        <span className="template-head">
          <span className="template-name">{template.name}</span>
          {isIllustrative(template.document) && <span className="tick">illustrative</span>}
        </span>
        <span className="template-sentence">{template.sentence}</span>
      </button>
      <div ref={place} className="template-chart" aria-busy={answers === null}>
        {answers !== null && width > 0 && (
          <MiniOutlook outlook={answers.outlook} width={width} height={190} theme={theme} />
        )}
      </div>
      <p className="template-words" id={`template-${template.id}-words`}>
        {words ?? "The first futures are on their way."}
      </p>
      <span className="template-more" aria-hidden="true">
        Open this template
      </span>
    </li>
  );
}

function Recent(): ReactElement {
  const { files, services } = useAppContext();
  const [recent, setRecent] = useState<readonly RecentPlan[]>([]);
  useEffect(() => {
    void services.host.hostInfo(null).then((info) => setRecent(info.ok ? info.value.recent : []));
  }, [services]);
  const forget = (document: string): void => {
    setRecent(recent.filter((plan) => plan.document !== document));
    void services.host.forgetRecent({ document });
  };
  return (
    <section aria-labelledby="recent-heading">
      <header className="start-head">
        <h2 className="part-heading" id="recent-heading">
          Your plans
        </h2>
        <Button icon="folder" onClick={() => void files.open()}>
          Open a plan
        </Button>
        <p className="note">or drop a plan file anywhere on this window</p>
      </header>
      {recent.length === 0 ? (
        <p className="note">Plans you opened or saved will stand here.</p>
      ) : (
        <ul className="recent">
          {recent.map(({ document, name, place, missing }) => (
            <li key={document}>
              <button
                type="button"
                className="recent-open"
                disabled={missing}
                onClick={() => void files.openDocument(document)}
              >
                <span className="figure-key">{name}</span>
                <span className="note">{missing ? "no longer there" : place}</span>
              </button>
              <IconButton label={`Take ${name} off this list`} icon="close" onClick={() => forget(document)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Unsaved work that a crash left: offered, never opened by itself. */
function Recoveries(): ReactElement | null {
  const { files } = useAppContext();
  const [left, setLeft] = useState<readonly Recovery[]>([]);
  useEffect(() => {
    void files.recoveries().then(setLeft);
  }, [files]);
  if (left.length === 0) return null;
  const discard = (recovery: Recovery): void => {
    setLeft(left.filter((other) => other.key !== recovery.key));
    void files.discard(recovery);
  };
  return (
    <section className="recoveries" aria-label="Unsaved work">
      {left.map((recovery) => (
        <div key={recovery.key} className="recovery">
          <p>
            <strong>{recovery.name}</strong> was left unsaved on {spokenTime(recovery.savedAt)}.
          </p>
          <Button kind="primary" onClick={() => void files.recover(recovery)}>
            Bring it back
          </Button>
          <Button kind="link" onClick={() => discard(recovery)}>
            Let it go
          </Button>
        </div>
      ))}
    </section>
  );
}
