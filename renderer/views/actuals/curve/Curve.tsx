import { type ReactElement, useState } from "react";
import { formatShare, formatShareTo } from "#shared/format/chances.ts";
import { formatCount, formatFactor } from "#shared/format/counts.ts";
import { curveTable } from "#shared/charts/actuals/curvePoints.ts";
import { QuantilePlot } from "#shared/charts/actuals/QuantilePlot.tsx";
import { RunTailChart } from "#shared/charts/actuals/RunTailChart.tsx";
import { fitRows } from "#shared/usage/fits/fitTable.ts";
import type { FitReport } from "#shared/usage/fits/fitReport.ts";
import { alikenessWords } from "#shared/usage/fits/workloadFit.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { type FitPlace, SuccessView } from "./SuccessView.tsx";

type View = "tail" | "order" | "success";

/** One fitted curve: its tail, its runs in order, and how often expensive tasks succeed; then what more runs would buy. */
export function Curve({
  fit,
  of,
  cap,
}: {
  readonly fit: FitReport;
  readonly of: FitPlace;
  readonly cap: ReactElement;
}): ReactElement {
  const [place, width] = useWidth<HTMLDivElement>();
  const [view, setView] = useState<View>("tail");
  const { runaways, words, mix } = fit;
  const height = Math.round(Math.min(260, Math.max(210, width * 0.62)));
  return (
    <div ref={place}>
      {width === 0 ? (
        <p className="note">Calculating…</p>
      ) : view === "success" ? (
        <SuccessView fit={fit} of={of} width={width} height={height} />
      ) : view === "order" ? (
        <OrderView fit={fit} width={width} />
      ) : (
        <TailView fit={fit} width={width} height={height} />
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
      <Families fit={fit} of={of} cap={cap} />
    </div>
  );
}

/** The runs in order against the percentiles of the curve. */
function OrderView({ fit, width }: { readonly fit: FitReport; readonly width: number }): ReactElement {
  const theme = useChartTheme();
  const [hue] = theme.color.scenarios;
  const { words } = fit;
  return (
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
  );
}

/** The share of runs above a number of tokens, with those that ran away. */
function TailView({
  fit,
  width,
  height,
}: {
  readonly fit: FitReport;
  readonly width: number;
  readonly height: number;
}): ReactElement {
  const theme = useChartTheme();
  const [hue] = theme.color.scenarios;
  const { runaways, words } = fit;
  const farWords = runaways.known
    ? [
        "runaways",
        `${formatShareTo(runaways.share, 2)}, ${formatFactor(runaways.factor.p10)} to ${formatFactor(runaways.factor.p90)}×`,
      ]
    : [];
  return (
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
  );
}

/** The families of curves that were tried, and what the sample says of them. */
function Families({
  fit,
  of,
  cap,
}: {
  readonly fit: FitReport;
  readonly of: FitPlace;
  readonly cap: ReactElement;
}): ReactElement {
  const { words } = fit;
  return (
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
