import { useState, type ReactElement } from "react";
import { EvidenceDisc, type Grade } from "#shared/charts/inputs/EvidenceDisc.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { IntervalStrip, StripAxis, stripAxis } from "#shared/charts/base/IntervalStrip.tsx";
import { SAVED_WIDTH, StripRows, type StripRow } from "#shared/charts/runOut/StripRows.tsx";
import { formatPercent } from "#shared/format/chances.ts";
import { formatCount, formatTokens } from "#shared/format/counts.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, moneyAmong, moneyStyle } from "#shared/format/money.ts";
import type { Forecast, Spread } from "#shared/forecast/answers/forecast.ts";
import {
  askGoodTo,
  knownBy,
  outcomeCostErrorOf,
  quantileErrorOf,
  quantileGoodTo,
} from "#shared/forecast/answers/goodTo.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { costName, costOwner } from "#shared/forecast/words/costWords.ts";
import { costsBesideWork, partsSentence } from "#shared/forecast/answers/parts.ts";
import { assumptionRegister, gradesInWords, middleGrade } from "#shared/plan/register/assumptions.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { ExportMenu } from "#renderer/controls/ExportMenu.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { useActivePlan, useApp } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";

interface Props {
  readonly answers: Answers;
  readonly index: number;
  readonly isNarrow: boolean;
}

/** Spend by workload, or by model, with what each takes of the whole. */
export function WhereItGoes(props: Props): ReactElement {
  const [by, setBy] = useState<"workload" | "model">("workload");
  const plan = useActivePlan();
  const theme = useChartTheme();
  const { forecast, facts } = props.answers;
  return (
    <section className="where" aria-labelledby="where-heading">
      <header className="where-head">
        <h2 className="part-heading" id="where-heading">
          Where does it go?
        </h2>
        <p className="note">
          {by === "workload"
            ? workloadsNote(props.answers)
            : "Averages of all simulated years. Attempts only: checks and choosing a model are costs of the workload."}
        </p>
        <Segmented
          label="Where does it go?"
          options={[
            { value: "workload", label: "By workload" },
            { value: "model", label: "By model" },
          ]}
          value={by}
          onChange={setBy}
        />
        <ExportMenu
          question="Where does it go?"
          fileName={`${facts.name}, spend`}
          chart={
            <StripRows
              title="Where does it go? Spend of the year, middle estimates"
              rows={stripRowsOf(plan, forecast)}
              currency={facts.currency}
              theme={theme}
              hue={theme.color.scenarios[props.index] ?? theme.color.ink3}
              width={SAVED_WIDTH}
            />
          }
          tables={[
            { name: "By workload", table: () => workloadsTable(plan, forecast) },
            { name: "By model", table: () => modelsTable(plan, forecast) },
          ]}
        />
      </header>
      {by === "workload" ? <ByWorkload {...props} /> : <ByModel {...props} />}
    </section>
  );
}

/** The workloads as the chart has them: the order and the figures of the table. */
function stripRowsOf(plan: Plan, forecast: Forecast): StripRow[] {
  const known = Object.entries(forecast.workloads).sort(([, a], [, b]) => b.spend.mean - a.spend.mean);
  const money = moneyStyle(plan.currency, forecast.spend.quantiles.p80, askGoodTo(forecast));
  return known.map(([id, { spend }]) => ({
    name: plan.workloads[id]?.name ?? id,
    interval: spend.quantiles,
    figure: moneyAmong(money, spend.quantiles.p50, quantileGoodTo(spend.quantiles, 0.5, knownBy(forecast))),
  }));
}

const AXIS_HEIGHT = 16;
const ROW_HEIGHT = 27;

function ByWorkload({ answers, index, isNarrow }: Props): ReactElement {
  const { forecast, facts } = answers;
  const plan = useActivePlan();
  const theme = useChartTheme();
  const selectWorkload = useApp((state) => state.selectWorkload);
  const goTo = useApp((state) => state.goTo);
  const [place, width] = useWidth<HTMLTableCellElement>();
  const grades = gradesOf(plan);
  const money = moneyStyle(facts.currency, forecast.spend.quantiles.p80, askGoodTo(forecast));
  const rows = Object.entries(plan.workloads)
    .flatMap(([id, workload]) =>
      forecast.workloads[id] === undefined ? [] : [{ id, workload, answer: forecast.workloads[id] }],
    )
    .sort((a, b) => b.answer.spend.mean - a.answer.spend.mean);
  const others = costsBesideWork(forecast);
  const intervals = [
    ...rows.map(({ answer }) => answer.spend.quantiles),
    ...others.map(({ spend }) => spend.quantiles),
  ];
  const axis = stripAxis(facts.currency, intervals.length > 0 ? intervals : [forecast.spend.quantiles]);
  const spendWords = ({ quantiles }: Spread, level: "p10" | "p50" | "p80" | "p90", at: number): string =>
    moneyAmong(money, quantiles[level], quantileGoodTo(quantiles, at, knownBy(forecast)));
  const hue = theme.color.scenarios[index] ?? theme.color.ink3;
  const stripWidth = Math.max(80, width - 16);
  const share = (mean: number): string => formatPercent(forecast.spend.mean > 0 ? mean / forecast.spend.mean : 0);
  return (
    <table className="table where-table">
      <caption className="visually-hidden">
        Spend of the year by workload: middle and cautious estimate, outcomes, and cost per outcome
      </caption>
      <thead>
        <tr>
          <th scope="col">Workload</th>
          {!isNarrow && <th scope="col">Owner</th>}
          <th scope="col" ref={place} className="where-strip" aria-label="Spend this year">
            {width > 0 && (
              <StripAxis
                axis={axis}
                width={stripWidth}
                height={AXIS_HEIGHT}
                theme={theme}
                sentence={`Axis from ${axis.labels[0]!} to ${axis.labels.at(-1)!}.`}
              />
            )}
          </th>
          <th scope="col" className="numeric">
            <Term id="middle">Middle estimate</Term> (50%)
          </th>
          <th scope="col" className="numeric">
            Cautious estimate (80%)
          </th>
          {!isNarrow && (
            <th scope="col" className="numeric">
              Share
            </th>
          )}
          {!isNarrow && (
            <th scope="col" className="numeric">
              <Term id="outcome">Outcomes</Term>, middle estimate
            </th>
          )}
          <th scope="col" className="numeric">
            {isNarrow ? "Model cost" : "Model cost per outcome"}
          </th>
          <th scope="col" className="numeric">
            <Term id="loaded">All-in cost</Term> per outcome
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, workload, answer }) => {
          const { name = id, owner, outcome } = workload;
          const { spend, outcomes, costPerOutcome } = answer;
          const written = (level: "p10" | "p50" | "p80" | "p90", at: number): string => spendWords(spend, level, at);
          const unitError = resolutionOf(outcomeCostErrorOf(answer, knownBy(forecast)));
          const perOutcome = (cost: number | null): string =>
            cost === null ? "–" : formatMoney(facts.currency, cost, unitError);
          return (
            <tr key={id}>
              <th scope="row">
                <span className="where-name">
                  {!isNarrow && (
                    <span aria-hidden="true" title={gradesInWords(grades.get(id))}>
                      <EvidenceDisc grade={middleGrade(grades.get(id))} size={11} theme={theme} />
                    </span>
                  )}
                  <button
                    type="button"
                    className="where-link"
                    onClick={() => {
                      selectWorkload(id);
                      goTo("workloads");
                    }}
                  >
                    {name}
                  </button>
                </span>
              </th>
              {!isNarrow && <td className="where-owner">{owner ?? <span className="no-owner">no owner yet</span>}</td>}
              <td className="where-strip">
                {width > 0 && (
                  <IntervalStrip
                    interval={spend.quantiles}
                    top={axis.top}
                    ticks={axis.ticks}
                    width={stripWidth}
                    height={ROW_HEIGHT}
                    theme={theme}
                    hue={hue}
                    sentence={`${name}: 8 in 10 simulated years from ${written("p10", 0.1)} to ${written("p90", 0.9)}, middle estimate ${written("p50", 0.5)}.`}
                  />
                )}
              </td>
              <td className="numeric figure-key">{written("p50", 0.5)}</td>
              <td className="numeric">{written("p80", 0.8)}</td>
              {!isNarrow && <td className="numeric">{share(spend.mean)}</td>}
              {!isNarrow && (
                <td className="numeric where-outcomes">{`${formatCount(outcomes.quantiles.p50, resolutionOf(quantileErrorOf(outcomes.quantiles, 0.5, knownBy(forecast))))} ${pluralOf(outcome.unit)}`}</td>
              )}
              <td className="numeric">{perOutcome(costPerOutcome.tokens)}</td>
              <td className="numeric figure-key">{perOutcome(costPerOutcome.loaded)}</td>
            </tr>
          );
        })}
        {others.map((cost) => {
          const { kind, id, spend } = cost;
          const [name, owner] = [costName(cost, plan), costOwner(cost, plan)];
          const [p10, p50, p80, p90] = [
            spendWords(spend, "p10", 0.1),
            spendWords(spend, "p50", 0.5),
            spendWords(spend, "p80", 0.8),
            spendWords(spend, "p90", 0.9),
          ];
          return (
            <tr key={`${kind} ${id}`}>
              <th scope="row">
                <span className="where-name">
                  {!isNarrow && (
                    <span aria-hidden="true" className="where-disc" title={gradesInWords(grades.get(id))}>
                      {grades.has(id) && <EvidenceDisc grade={middleGrade(grades.get(id))} size={11} theme={theme} />}
                    </span>
                  )}
                  {name}
                </span>
              </th>
              {!isNarrow && <td>{owner ?? <span className="no-owner">no owner yet</span>}</td>}
              <td className="where-strip">
                {width > 0 && (
                  <IntervalStrip
                    interval={spend.quantiles}
                    top={axis.top}
                    ticks={axis.ticks}
                    width={stripWidth}
                    height={ROW_HEIGHT}
                    theme={theme}
                    hue={hue}
                    sentence={
                      p10 === p90
                        ? `${name}: ${p50}.`
                        : `${name}: 8 in 10 simulated years from ${p10} to ${p90}, middle estimate ${p50}.`
                    }
                  />
                )}
              </td>
              <td className="numeric figure-key">{p50}</td>
              <td className="numeric">{p80}</td>
              {!isNarrow && <td className="numeric">{share(spend.mean)}</td>}
              {!isNarrow && <td className="numeric note">cost only</td>}
              <td className="numeric">–</td>
              <td className="numeric">–</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ByModel({ answers }: Props): ReactElement {
  const { forecast, facts } = answers;
  const plan = useActivePlan();
  const error = resolutionOf(forecast.spend.standardError.mean);
  const money = moneyStyle(facts.currency, forecast.spend.mean, error);
  const rows = Object.entries(forecast.models)
    .filter(([, { tokens }]) => tokens.mean > 0)
    .sort(([, a], [, b]) => b.spend.mean - a.spend.mean);
  return (
    <table className="table where-table">
      <caption className="visually-hidden">Average spend of the year by model</caption>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Provider</th>
          <th scope="col" className="numeric">
            Spend
          </th>
          <th scope="col" className="numeric">
            Share
          </th>
          <th scope="col" className="numeric">
            Tokens
          </th>
          <th scope="col" className="numeric">
            Per million
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([id, { spend, tokens }]) => (
          <tr key={id}>
            <th scope="row">{plan.models[id]?.name ?? id}</th>
            <td>{plan.models[id]?.provider ?? "–"}</td>
            <td className="numeric figure-key">{moneyAmong(money, spend.mean, error)}</td>
            <td className="numeric">{formatPercent(forecast.spend.mean > 0 ? spend.mean / forecast.spend.mean : 0)}</td>
            <td className="numeric">{formatTokens(tokens.mean)}</td>
            <td className="numeric">{formatMoney(facts.currency, (spend.mean / tokens.mean) * 1e6, 0.01)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Workloads and what costs besides in full, for the CSV. */
function workloadsTable(plan: Plan, forecast: Forecast): ChartTable {
  const workloads = Object.entries(plan.workloads).flatMap(([id, { name = id, owner, outcome }]) => {
    const answer = forecast.workloads[id];
    if (answer === undefined) return [];
    const { spend, outcomes, costPerOutcome } = answer;
    return [
      [
        name,
        owner ?? null,
        spend.quantiles.p10,
        spend.quantiles.p50,
        spend.quantiles.p80,
        spend.quantiles.p90,
        spend.mean,
        outcome.unit ?? "outcome",
        outcomes.quantiles.p50,
        costPerOutcome.tokens,
        costPerOutcome.loaded,
      ],
    ];
  });
  const others = costsBesideWork(forecast).map((cost) => {
    const { mean, quantiles } = cost.spend;
    return [
      costName(cost, plan),
      costOwner(cost, plan),
      quantiles.p10,
      quantiles.p50,
      quantiles.p80,
      quantiles.p90,
      mean,
      null,
      null,
      null,
      null,
    ];
  });
  return {
    columns: [
      "workload",
      "owner",
      "10% estimate",
      "middle estimate",
      "80% estimate",
      "90% estimate",
      "mean spend",
      "outcome",
      "outcomes, middle estimate",
      "model cost per outcome",
      "all-in cost per outcome",
    ],
    rows: [...workloads, ...others],
  };
}

function modelsTable(plan: Plan, forecast: Forecast): ChartTable {
  return {
    columns: ["model", "provider", "mean spend", "mean tokens"],
    rows: Object.entries(forecast.models).map(([id, { spend, tokens }]) => [
      plan.models[id]?.name ?? id,
      plan.models[id]?.provider ?? null,
      spend.mean,
      tokens.mean,
    ]),
  };
}

/**
 * "Bars show the likely range; the mark is the middle estimate. The 80% estimates of the parts add up to $14.1M; the plan
 * as a whole needs $13.4M, because …"
 */
function workloadsNote({ forecast, facts }: Answers): string {
  const bars = "Bars show the likely range; the mark is the middle estimate.";
  const together = partsSentence(forecast, facts);
  return together === null ? bars : `${bars} ${together}`;
}

const PARTS = ["workloads", "seats", "commitments", "fixedCosts"];

/** Evidence of all inputs of each workload, contract and fixed cost. */
function gradesOf(plan: Plan): Map<string, Grade[]> {
  const grades = new Map<string, Grade[]>();
  for (const { pointer, grade } of assumptionRegister(plan)) {
    const [, kind, id] = pointer.split("/");
    if (!PARTS.includes(kind ?? "") || id === undefined) continue;
    const key = id.replaceAll("~1", "/").replaceAll("~0", "~");
    grades.set(key, [...(grades.get(key) ?? []), grade]);
  }
  return grades;
}
