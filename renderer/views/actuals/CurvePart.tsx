import { formatShare, formatShareTo } from "#shared/format/chances.ts";
import { formatCount, formatFactor } from "#shared/format/counts.ts";
import { useEffect, useMemo, useState, type ReactElement } from "react";
import { curveTable } from "#shared/charts/actuals/curvePoints.ts";
import { QuantilePlot } from "#shared/charts/actuals/QuantilePlot.tsx";
import { RunTailChart } from "#shared/charts/actuals/RunTailChart.tsx";
import { SuccessBars, successSentence, successTable } from "#shared/charts/inputs/SuccessBars.tsx";
import { effortOf, spendByEffort } from "#shared/forecast/answers/effort.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { fitRows } from "#shared/usage/fits/fitTable.ts";
import type { FitReport } from "#shared/usage/fits/fitRuns.ts";
import { alikenessWords, applyFit, type WorkloadFit } from "#shared/usage/fits/workloadFit.ts";
import { ChartFrame } from "#renderer/controls/ChartFrame.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { TokensField } from "#renderer/controls/TokensField.tsx";

/** Most tokens that a cap can be of. */
const MOST_TOKENS = 1e15;

/** Workloads of the plan that have runs. */
export function workloadsWithRuns(plan: Plan, { groups }: UsageTable): string[] {
  return Object.keys(plan.workloads).filter((id) => groups.some(({ workload }) => workload === id));
}

export interface CurvePartProps {
  readonly usage: UsageTable;
  /** The workload that is looked at; null: none has runs. */
  readonly workload: string | null;
  readonly onWorkload: (id: string) => void;
}

/** Workload by workload, model by model: the runs against a fitted curve. */
export function CurvePart({ usage: table, workload, onWorkload }: CurvePartProps): ReactElement {
  const { usage } = useAppContext();
  const plan = usePlan();
  const analyses = useApp((state) => state.analyses);
  const [wantedModel, setWantedModel] = useState<string | null>(null);
  const workloads = workloadsWithRuns(plan, table);
  const analysis = workload === null ? undefined : analyses[workload];
  useEffect(() => {
    if (workload !== null && analysis === undefined) void usage.analyse(workload);
  }, [workload, analysis, usage]);

  if (workload === null) {
    return (
      <section aria-labelledby="curve" className="actuals-part">
        <h2 id="curve" className="part-heading">
          Does the curve still fit?
        </h2>
        <p className="part-words">Add a rule that assigns runs to a workload to compare them with its curve.</p>
      </section>
    );
  }
  const choice = workloads.length > 1 && (
    <Select
      label="Workload"
      hideLabel
      options={workloads.map((id) => ({ value: id, label: nameOf(plan.workloads[id], id) }))}
      value={workload}
      onChange={onWorkload}
    />
  );
  if (analysis?.status !== "ready") {
    return (
      <section aria-labelledby="curve" className="actuals-part">
        <h2 id="curve" className="part-heading">
          Does the curve still fit?
        </h2>
        {choice}
        <p className="part-words" role="status">
          {analysis?.status === "failed"
            ? `The curve could not be fitted: ${analysis.message}`
            : `The runs of ${nameOf(plan.workloads[workload], workload)} are being fitted…`}
        </p>
      </section>
    );
  }
  const { report } = analysis;
  const models = Object.keys(report.fit.models);
  const model =
    wantedModel !== null && models.includes(wantedModel)
      ? wantedModel
      : (models.find((id) => report.fit.models[id]?.known === true) ?? models[0] ?? null);
  const fit = model === null ? undefined : report.fit.models[model];
  return (
    <div className="actuals-part">
      {(workloads.length > 1 || models.length > 1) && (
        <div className="curve-choice">
          {choice}
          {models.length > 1 && (
            <Select
              label="Model"
              hideLabel
              options={models.map((id) => ({ value: id, label: plan.models[id]?.name ?? id }))}
              value={model!}
              onChange={setWantedModel}
            />
          )}
        </div>
      )}
      {fit?.known === true ? (
        <Curve
          key={`${workload} ${model!}`}
          fit={fit}
          of={{ workload, model: model!, fits: report.fit }}
          cap={<CapField usage={table} workload={workload} />}
        />
      ) : (
        <section aria-labelledby="curve">
          <h2 id="curve" className="part-heading">
            Does the curve still fit?
          </h2>
          <p className="part-words">
            {fit === undefined
              ? "None of the models in these runs is in the plan. Choose the plan’s model for each."
              : fit.words}
          </p>
          <CapField usage={table} workload={workload} />
        </section>
      )}
    </div>
  );
}

/**
 * Where a cap stopped the runs of a workload, which no export says: those that reached it count as at least that
 * expensive.
 */
function CapField({
  usage: { settings },
  workload,
}: {
  readonly usage: UsageTable;
  readonly workload: string;
}): ReactElement {
  const { usage } = useAppContext();
  const cap = settings.stoppedAt?.[workload];
  const put = (tokens: number | null): void =>
    void usage.changeSettings((given) => {
      const { [workload]: _, ...others } = given.stoppedAt ?? {};
      return { ...given, stoppedAt: tokens === null ? others : { ...others, [workload]: tokens } };
    });
  return (
    <div className="curve-cap">
      <TokensField
        label="A cap stopped runs at"
        value={cap ?? null}
        placeholder="no cap"
        unit="tokens"
        width={84}
        check={(tokens) =>
          tokens >= 1 && tokens <= MOST_TOKENS ? null : "Type tokens, such as 2.8M, or leave it empty."
        }
        onChange={(tokens) => put(Math.round(tokens))}
        onEmpty={() => put(null)}
      />
    </div>
  );
}

function nameOf(workload: { readonly name?: string } | undefined, id: string): string {
  return workload?.name ?? id;
}

/** Where a fit belongs, and the fits beside it. */
interface FitPlace {
  readonly workload: string;
  readonly model: string;
  readonly fits: WorkloadFit;
}

type View = "tail" | "order" | "success";

/** One fitted curve: its tail, its runs in order, and how often dear tasks succeed; then what more runs would buy. */
function Curve({
  fit,
  of,
  cap,
}: {
  readonly fit: FitReport;
  readonly of: FitPlace;
  readonly cap: ReactElement;
}): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const [view, setView] = useState<View>("tail");
  const { runaways, words, mix } = fit;
  const farWords = runaways.known
    ? [
        "runaways",
        `${formatShareTo(runaways.share, 2)}, ${formatFactor(runaways.factor.p10)} to ${formatFactor(runaways.factor.p90)}×`,
      ]
    : [];
  const height = Math.round(Math.min(260, Math.max(210, width * 0.62)));
  const [hue] = theme.color.scenarios;
  return (
    <div ref={place}>
      {width === 0 ? (
        <p className="note">Calculating…</p>
      ) : view === "success" ? (
        <Success fit={fit} of={of} width={width} height={height} />
      ) : view === "order" ? (
        <ChartFrame
          question="Does the curve still fit?"
          fileName="Runs in order against the curve"
          chart={
            <QuantilePlot
              points={fit.check.points}
              sentence={`Runs in order compared with the curve’s percentiles. ${words.verdict}`}
              size={Math.min(width, 300)}
              theme={theme}
              hue={hue}
            />
          }
          table={() => curveTable(fit.check.points)}
          lead={
            <>
              {
                "Each dot compares a run with the same percentile of the curve. If the curve fits, dots lie on the line and 9 in 10 lie within the band. "
              }
              <strong>{words.verdict}</strong>
            </>
          }
        />
      ) : (
        <ChartFrame
          question="Does the curve still fit?"
          fileName="Runs against the curve"
          chart={
            <RunTailChart
              points={fit.check.points}
              far={fit.far}
              farWords={farWords}
              runs={fit.runs}
              sentence={`Share of attempts above a number of tokens. ${words.verdict}`}
              width={width}
              height={height}
              theme={theme}
              hue={hue}
            />
          }
          table={() => curveTable(fit.check.points, fit.far)}
          lead={
            <>
              {"Share of attempts above a number of tokens. "}
              <strong>{words.verdict}</strong>
            </>
          }
        />
      )}
      <Segmented
        label="View of the runs"
        options={[
          { value: "tail" as const, label: "Most expensive" },
          { value: "order" as const, label: "All, sorted" },
          { value: "success" as const, label: "Success" },
        ]}
        value={view}
        onChange={setView}
      />
      {mix.known && <p className="note">{`Of the tokens ${mixWords(mix.mix)}, ${mix.words}.`}</p>}
      <p className="note">{words.moreRuns}</p>
      {runaways.known && <p className="note">{runaways.words}</p>}
      <details className="families">
        <summary>{`${formatCount(fit.fits.length)} families, best fit first`}</summary>
        {[...new Set([...words.sample, ...alikenessWords(of.fits)])].map((sentence) => (
          <p key={sentence} className="note">
            {sentence}
          </p>
        ))}
        {cap}
        <div className="data-table" tabIndex={0} role="region" aria-label="Families of curves, best fit first">
          <table>
            <thead>
              <tr>
                {["family", "behind", "KS", "AD", "average of a run", "parameters"].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {fitRows(fit).map((row) => (
                <tr key={row.name}>
                  <th scope="row">{row.isChosen ? `${row.name}, used` : row.name}</th>
                  <td>{row.behind}</td>
                  <td>{row.ks}</td>
                  <td>{row.ad}</td>
                  <td>{row.mean}</td>
                  <td>{row.parameters}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}

/** The plan is only looked at, so nobody is named for it. */
const UNNAMED = { name: "usage export", date: "2000-01-01" };

/** Success of the runs by how dear their task is, with what each part burns once the fits are the plan's. */
function Success({
  fit: { success },
  of: { workload, model, fits },
  width,
  height,
}: {
  readonly fit: FitReport;
  readonly of: FitPlace;
  readonly width: number;
  readonly height: number;
}): ReactElement {
  const theme = useChartTheme();
  const plan = usePlan();
  const isSound = useApp((state) => state.issues.length === 0);
  const effort = useMemo(
    () => (isSound ? effortOf(resolvePlan(applyFit(plan, workload, fits, UNNAMED).plan), workload, model) : null),
    [plan, isSound, workload, model, fits],
  );
  if (!success.known) {
    return (
      <section aria-labelledby="dear-success">
        <h2 id="dear-success" className="part-heading">
          Do expensive tasks succeed as often?
        </h2>
        <p className="part-words">{success.words}</p>
      </section>
    );
  }
  const { byEffort, runs } = success;
  if (effort === null) return <p className="part-words">The plan has an error. The chart returns once it is fixed.</p>;
  const input = { byEffort, runs, spend: spendByEffort(effort, byEffort.length) };
  return (
    <ChartFrame
      question="Do expensive tasks succeed as often?"
      fileName="Success by cost of task"
      chart={<SuccessBars {...input} width={width} height={height} theme={theme} hue={theme.color.scenarios[0]} />}
      table={() => successTable(input)}
      lead={
        <>
          <strong>{successSentence(input)}</strong>
          {` Observed: ${success.words}.`}
        </>
      }
    />
  );
}

const CLASS_WORDS = {
  input: "are new input",
  cacheRead: "are read from the cache",
  cacheWrite: "are written to it",
  output: "are output",
} as const;

/** "92% are read from the cache, 5% are new input", the most first. */
function mixWords(mix: Readonly<Record<keyof typeof CLASS_WORDS, number>>): string {
  return (Object.keys(CLASS_WORDS) as (keyof typeof CLASS_WORDS)[])
    .filter((name) => mix[name] >= 0.005)
    .sort((one, other) => mix[other] - mix[one])
    .map((name) => `${formatShare(mix[name])} ${CLASS_WORDS[name]}`)
    .join(", ");
}
