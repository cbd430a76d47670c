import { useEffect, useState } from "react";
import type { ReactElement } from "react";
import { curveTable } from "../../../shared/charts/curvePoints.ts";
import { RunTailPicture } from "../../../shared/charts/RunTailPicture.tsx";
import { formatCount, formatNumber, formatPercent } from "../../../shared/forecast/format.ts";
import type { Plan } from "../../../shared/plan/schema.ts";
import { fitRows } from "../../../shared/usage/fits/fitTable.ts";
import type { FitReport } from "../../../shared/usage/fits/fitRuns.ts";
import { ChartFrame } from "../../controls/ChartFrame.tsx";
import { Select } from "../../controls/Select.tsx";
import { useWidth } from "../../controls/useWidth.ts";
import type { UsageTable } from "../../state/usageState.ts";
import { useApp, useAppContext, usePlan } from "../../state/useApp.tsx";
import { useChartTheme } from "../../theme/theme.ts";

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
        <p className="part-words">Runs are held against a curve once a rule says which workload they are.</p>
      </section>
    );
  }
  const choice = workloads.length > 1 && <Select label="Workload" hideLabel options={workloads.map((id) => ({ value: id, label: nameOf(plan.workloads[id], id) }))} value={workload} onChange={onWorkload} />;
  if (analysis?.status !== "ready") {
    return (
      <section aria-labelledby="curve" className="actuals-part">
        <h2 id="curve" className="part-heading">
          Does the curve still fit?
        </h2>
        {choice}
        <p className="part-words" role="status">
          {analysis?.status === "failed" ? `The curve could not be fitted: ${analysis.message}` : `The runs of ${nameOf(plan.workloads[workload], workload)} are being fitted.`}
        </p>
      </section>
    );
  }
  const { report } = analysis;
  const models = Object.keys(report.fit.models);
  const model = wantedModel !== null && models.includes(wantedModel) ? wantedModel : (models.find((id) => report.fit.models[id]?.known === true) ?? models[0] ?? null);
  const fit = model === null ? undefined : report.fit.models[model];
  return (
    <div className="actuals-part">
      {(workloads.length > 1 || models.length > 1) && (
        <div className="curve-choice">
          {choice}
          {models.length > 1 && <Select label="Model" hideLabel options={models.map((id) => ({ value: id, label: plan.models[id]?.name ?? id }))} value={model!} onChange={setWantedModel} />}
        </div>
      )}
      {fit?.known === true ? (
        <Curve fit={fit} />
      ) : (
        <section aria-labelledby="curve">
          <h2 id="curve" className="part-heading">
            Does the curve still fit?
          </h2>
          <p className="part-words">{fit === undefined ? "No model of these runs is one of the plan’s: say which it is." : fit.words}</p>
        </section>
      )}
    </div>
  );
}

function nameOf(workload: { readonly name?: string } | undefined, id: string): string {
  return workload?.name ?? id;
}

function Curve({ fit }: { readonly fit: FitReport }): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const { runaways, words } = fit;
  const farWords = runaways.known ? ["runaways", `${formatPercent(Number(runaways.share.toPrecision(2)))}, ${formatNumber(Number(runaways.factor.p10.toPrecision(2)))} to ${formatNumber(Number(runaways.factor.p90.toPrecision(2)))}×`] : [];
  const picture =
    width === 0 ? <p className="note">Being drawn.</p> : (
      <RunTailPicture points={fit.check.points} far={fit.far} farWords={farWords} runs={fit.runs} sentence={`Share of attempts above so many tokens. ${words.verdict}`} width={width} height={Math.round(Math.min(260, Math.max(210, width * 0.62)))} theme={theme} hue={theme.color.scenarios[0]} />
    );
  return (
    <div ref={place}>
      <ChartFrame
        question="Does the curve still fit?"
        fileName="Runs against the curve"
        picture={picture}
        table={() => curveTable(fit.check.points, fit.far)}
        lead={<>{`Share of attempts above x tokens. `}<strong>{words.verdict}</strong></>}
      />
      <p className="note">{words.moreRuns}</p>
      {runaways.known && <p className="note">{runaways.words}</p>}
      <details className="families">
        <summary>{`${formatCount(fit.fits.length)} families, the likeliest first`}</summary>
        {words.sample.map((sentence) => (
          <p key={sentence} className="note">
            {sentence}
          </p>
        ))}
        <div className="data-table" tabIndex={0} role="region" aria-label="Families of curves, the likeliest first">
          <table>
            <thead>
              <tr>
                {["family", "behind", "KS", "AD", "mean of a run", "parameters"].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {fitRows(fit).map((row) => (
                <tr key={row.name}>
                  <th scope="row">{row.isChosen ? `${row.name}, taken` : row.name}</th>
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
