import { costsBesideWork } from "#shared/forecast/answers/parts.ts";
import { costName, costOwner } from "#shared/forecast/answers/costWords.ts";
import type { ReactElement, ReactNode, Ref } from "react";
import { EvidenceDisc, type Grade } from "#shared/charts/inputs/EvidenceDisc.tsx";
import { IntervalStrip, stripAxis, StripAxis } from "#shared/charts/base/IntervalStrip.tsx";
import { formatPercent } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
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
import {
  assumptionRegister,
  gradesInWords,
  gradesWithin,
  middleGrade,
  type Assumption,
} from "#shared/plan/register/assumptions.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { Term } from "#renderer/controls/Term.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { useActivePlan, useApp } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";

export interface Props {
  readonly answers: Answers;
  readonly index: number;
  readonly isNarrow: boolean;
}

type Cost = ReturnType<typeof costsBesideWork>[number];

const AXIS_HEIGHT = 16;
const ROW_HEIGHT = 27;

/** Spend of each workload and fixed cost as an interval, with its share and what an outcome costs. */
export function ByWorkload({ answers, index, isNarrow }: Props): ReactElement {
  const { forecast, facts } = answers;
  const plan = useActivePlan();
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLTableCellElement>();
  const register = assumptionRegister(plan);
  const workloads = Object.keys(plan.workloads)
    .flatMap((id) => (forecast.workloads[id] === undefined ? [] : [{ id, answer: forecast.workloads[id] }]))
    .sort((a, b) => b.answer.spend.mean - a.answer.spend.mean);
  const others = costsBesideWork(forecast);
  const intervals = [...workloads.map(({ answer }) => answer.spend), ...others.map(({ spend }) => spend)].map(
    ({ quantiles }) => quantiles,
  );
  const axis = stripAxis(facts.currency, intervals.length > 0 ? intervals : [forecast.spend.quantiles]);
  const shared: RowSetting = {
    answers,
    plan,
    isNarrow,
    axis,
    stripWidth: width > 0 ? Math.max(80, width - 16) : 0,
    hue: theme.color.scenarios[index] ?? theme.color.ink3,
  };
  return (
    <table className="table where-table">
      <caption className="visually-hidden">
        Spend of the year by workload: middle and cautious estimate, outcomes, and cost per outcome
      </caption>
      <WorkloadsHead place={place} {...shared} />
      <tbody>
        {workloads.map(({ id, answer }) => (
          <WorkloadRow key={id} {...{ id, answer, ...shared }} grades={gradesWithin(register, ["workloads", id])} />
        ))}
        {others.map((cost) => (
          <CostRow key={`${cost.kind} ${cost.id}`} {...{ cost, ...shared }} grades={gradesOfCost(register, cost)} />
        ))}
      </tbody>
    </table>
  );
}

/** What all rows of the table have in common. */
interface RowSetting {
  readonly answers: Answers;
  readonly plan: Plan;
  readonly isNarrow: boolean;
  readonly axis: ReturnType<typeof stripAxis>;
  /** 0: not measured yet, and nothing is drawn. */
  readonly stripWidth: number;
  readonly hue: string;
}

function WorkloadsHead({
  place,
  axis,
  stripWidth,
  isNarrow,
}: RowSetting & { readonly place: Ref<HTMLTableCellElement> }): ReactElement {
  const theme = useChartTheme();
  return (
    <thead>
      <tr>
        <th scope="col">Workload</th>
        {!isNarrow && <th scope="col">Owner</th>}
        <th scope="col" ref={place} className="where-strip" aria-label="Spend this year">
          {stripWidth > 0 && (
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
  );
}

interface SpendRowProps extends RowSetting {
  readonly name: ReactNode;
  readonly title: string;
  readonly owner: string | null | undefined;
  readonly spend: Spread;
  readonly grades: readonly Grade[];
  /** The cells behind the share: outcomes and their costs. */
  readonly children: ReactNode;
}

/** Name, owner, interval, estimates and share of one spend. */
function SpendRow({
  answers: { forecast, facts },
  isNarrow,
  axis,
  stripWidth,
  hue,
  name,
  title,
  owner,
  spend,
  grades,
  children,
}: SpendRowProps): ReactElement {
  const theme = useChartTheme();
  const money = moneyStyle(facts.currency, forecast.spend.quantiles.p80, askGoodTo(forecast));
  const written = (level: "p10" | "p50" | "p80" | "p90", at: number): string =>
    moneyAmong(money, spend.quantiles[level], quantileGoodTo(spend.quantiles, at, knownBy(forecast)));
  const [p10, p50, p90] = [written("p10", 0.1), written("p50", 0.5), written("p90", 0.9)];
  return (
    <tr>
      <th scope="row">
        <span className="where-name">
          {!isNarrow && (
            <span aria-hidden="true" className="where-disc" title={gradesInWords(grades)}>
              {grades.length > 0 && <EvidenceDisc grade={middleGrade(grades)} size={11} theme={theme} />}
            </span>
          )}
          {name}
        </span>
      </th>
      {!isNarrow && <td className="where-owner">{owner ?? <span className="no-owner">no owner yet</span>}</td>}
      <td className="where-strip">
        {stripWidth > 0 && (
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
                ? `${title}: ${p50}.`
                : `${title}: 8 in 10 simulated years from ${p10} to ${p90}, middle estimate ${p50}.`
            }
          />
        )}
      </td>
      <td className="numeric figure-key">{p50}</td>
      <td className="numeric">{written("p80", 0.8)}</td>
      {!isNarrow && (
        <td className="numeric">{formatPercent(forecast.spend.mean > 0 ? spend.mean / forecast.spend.mean : 0)}</td>
      )}
      {children}
    </tr>
  );
}

interface ItemRowProps<Answer> extends RowSetting {
  readonly id: string;
  readonly answer: Answer;
  readonly grades: readonly Grade[];
}

function WorkloadRow({ id, answer, ...row }: ItemRowProps<Forecast["workloads"][string]>): ReactElement {
  const { forecast, facts } = row.answers;
  const selectWorkload = useApp((state) => state.selectWorkload);
  const goTo = useApp((state) => state.goTo);
  const { name = id, owner, outcome } = row.plan.workloads[id]!;
  const { spend, outcomes, costPerOutcome } = answer;
  const unitError = resolutionOf(outcomeCostErrorOf(answer, knownBy(forecast)));
  const perOutcome = (cost: number | null): string =>
    cost === null ? "–" : formatMoney(facts.currency, cost, unitError);
  const toWorkload = (): void => {
    selectWorkload(id);
    goTo("workloads");
  };
  return (
    <SpendRow
      {...{ ...row, owner, spend }}
      title={name}
      name={
        <button type="button" className="where-link" onClick={toWorkload}>
          {name}
        </button>
      }
    >
      {!row.isNarrow && (
        <td className="numeric where-outcomes">{`${formatCount(outcomes.quantiles.p50, resolutionOf(quantileErrorOf(outcomes.quantiles, 0.5, knownBy(forecast))))} ${pluralOf(outcome.unit)}`}</td>
      )}
      <td className="numeric">{perOutcome(costPerOutcome.tokens)}</td>
      <td className="numeric figure-key">{perOutcome(costPerOutcome.loaded)}</td>
    </SpendRow>
  );
}

/** What costs beside work, a contract or a fixed cost, has no outcomes. */
function CostRow({
  cost,
  ...row
}: RowSetting & {
  readonly cost: Cost;
  readonly grades: readonly Grade[];
}): ReactElement {
  const name = costName(cost, row.plan);
  return (
    <SpendRow {...{ ...row, name }} title={name} owner={costOwner(cost, row.plan)} spend={cost.spend}>
      {!row.isNarrow && <td className="numeric note">cost only</td>}
      <td className="numeric">–</td>
      <td className="numeric">–</td>
    </SpendRow>
  );
}

/** Where the plan keeps what costs beside work; what has no place has no inputs either. */
const PLACES: Partial<Record<Cost["kind"], string>> = {
  seats: "seats",
  commitment: "commitments",
  fixedCost: "fixedCosts",
};

/** A seat contract and a workload may share their id: only with its kind it names one part. */
function gradesOfCost(register: readonly Assumption[], { kind, id }: Cost): readonly Grade[] {
  const place = PLACES[kind];
  return place === undefined ? [] : gradesWithin(register, [place, id]);
}
