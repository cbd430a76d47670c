import type { ReactElement } from "react";
import { budgetAxis, BudgetAxis, BudgetStrip, type BudgetAxisScale } from "#shared/charts/centres/BudgetStrip.tsx";
import { UNASSIGNED_NAME } from "#shared/forecast/answers/chargeback.ts";
import type { CentreForecast, Forecast } from "#shared/forecast/answers/forecast.ts";
import { knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { centresTogether } from "#shared/forecast/words/centreWords.ts";
import { countOf50, formatChance, formatChanceShort, formatPercent } from "#shared/format/chances.ts";
import { formatMoney, formatStatedMoney } from "#shared/format/money.ts";
import { DEFAULT_CONFIDENCE } from "#shared/plan/defaults.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { UNASSIGNED } from "#shared/plan/resolving/resolvedContracts.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { typed, written } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { CentreEditor } from "./CentreEditor.tsx";
import type { Known } from "./known.ts";

const STRIP_WIDTH = 160;
const ROW = 30;
const HEAD = 16;

interface Props {
  readonly known: Known;
  /** The centre whose editor is open. */
  readonly open: string | null;
  readonly onOpen: (id: string | null) => void;
  readonly onAdd: () => void;
}

/** Every centre beside its budget, and the whole plan: every budget is 100%. */
export function BudgetsPart({ known, open, onOpen, onAdd }: Props): ReactElement {
  const { plan } = usePlanEdits();
  const { forecast, resolved } = known;
  const centres = Object.entries(plan.costCentres ?? {});
  const axis = budgetAxis(
    [...centres.map(([id]) => sharesOf(forecast?.costCentres?.[id])), wholeShares(forecast)].flatMap(
      (one) => one ?? [],
    ),
  );
  const together = forecast === null || resolved === null ? null : centresTogether(forecast, resolved);
  return (
    <section aria-labelledby="centres-budgets">
      <header className="contracts-head">
        <h2 id="centres-budgets" className="part-heading">
          Whose budget holds?
        </h2>
        <span className="note">a budget is 100%; bars show the likely range, the mark the middle estimate</span>
        <span className="centres-gap" />
        <Button kind="link" icon="plus" onClick={onAdd}>
          Add a cost center
        </Button>
      </header>
      <table className="plain-table centres-table">
        <Head axis={axis} />
        <tbody>
          {centres.map(([id, centre]) => (
            <CentreRow
              key={id}
              {...{ id, centre, axis, forecast }}
              isOpen={open === id}
              onOpen={() => onOpen(open === id ? null : id)}
            />
          ))}
          {forecast !== null && <RestRow forecast={forecast} />}
          {forecast !== null && <WholeRow forecast={forecast} axis={axis} />}
        </tbody>
      </table>
      {together !== null && <p className="note centres-note">{together}</p>}
      {open !== null && plan.costCentres?.[open] !== undefined && (
        <CentreEditor id={open} centre={plan.costCentres[open]} onRemoved={() => onOpen(null)} />
      )}
    </section>
  );
}

/** What the columns are, with the axis of all strips. */
function Head({ axis }: { readonly axis: BudgetAxisScale }): ReactElement {
  const { plan } = usePlanEdits();
  const theme = useChartTheme();
  return (
    <thead>
      <tr>
        <th scope="col">Cost center</th>
        <th scope="col">Owner</th>
        <th scope="col" className="centres-strip">
          <BudgetAxis
            axis={axis}
            width={STRIP_WIDTH}
            height={HEAD}
            theme={theme}
            sentence={`Shares of the budget, from ${formatPercent(axis.low)} to ${formatPercent(axis.high)}`}
          />
        </th>
        <th scope="col" className="numeric">
          Budget
        </th>
        <th scope="col" className="numeric">
          Middle (50%)
        </th>
        <th scope="col" className="numeric">
          {formatPercent(plan.budget.confidence ?? DEFAULT_CONFIDENCE)} estimate
        </th>
        <th scope="col" className="numeric">
          Over
        </th>
      </tr>
    </thead>
  );
}

type Centre = NonNullable<Plan["costCentres"]>[string];
type Shares = { readonly p10: number; readonly p50: number; readonly p90: number };

/** The likely spend as shares of the budget; null: there is no budget. */
function sharesOf(own: CentreForecast | undefined): Shares | null {
  return own === undefined || own.budget === undefined ? null : inShares(own.spend.quantiles, own.budget);
}

function wholeShares(forecast: Forecast | null): Shares | null {
  return forecast === null ? null : inShares(forecast.spend.quantiles, forecast.budget);
}

function inShares({ p10, p50, p90 }: Shares, budget: number): Shares | null {
  return budget > 0 ? { p10: p10 / budget, p50: p50 / budget, p90: p90 / budget } : null;
}

interface RowProps {
  readonly id: string;
  readonly centre: Centre;
  readonly axis: BudgetAxisScale;
  readonly forecast: Forecast | null;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function CentreRow({ id, centre, axis, forecast, isOpen, onOpen }: RowProps): ReactElement {
  const { name = id, owner } = centre;
  const own = forecast?.costCentres?.[id];
  return (
    <tr data-pointer={pointerOf(["costCentres", id])}>
      <th scope="row">
        <button type="button" className="row-button" aria-expanded={isOpen} onClick={onOpen}>
          {name}
        </button>
      </th>
      <td>{owner ?? <span className="no-owner">no owner yet</span>}</td>
      <td className="centres-strip">
        <Strip shares={sharesOf(own)} name={name} axis={axis} />
      </td>
      <td className="numeric">
        <BudgetField id={id} name={name} budget={centre.budget} />
      </td>
      <Figures
        spend={own?.spend ?? null}
        ask={own?.ask ?? null}
        chance={own?.overrun?.probability}
        forecast={forecast}
      />
    </tr>
  );
}

function Strip({
  shares,
  name,
  axis,
}: {
  readonly shares: Shares | null;
  readonly name: string;
  readonly axis: BudgetAxisScale;
}): ReactElement | null {
  const { scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  if (shares === null) return null;
  const [p10, p50, p90] = [shares.p10, shares.p50, shares.p90].map(formatPercent);
  return (
    <BudgetStrip
      spend={shares}
      axis={axis}
      width={STRIP_WIDTH}
      height={ROW}
      theme={theme}
      hue={theme.color.scenarios[scenarioIndex] ?? theme.color.ink3}
      sentence={`${name}: 8 in 10 simulated years from ${p10!} to ${p90!} of the budget, middle estimate ${p50!}.`}
    />
  );
}

function BudgetField({
  id,
  name,
  budget,
}: {
  readonly id: string;
  readonly name: string;
  readonly budget: number | undefined;
}): ReactElement {
  const { plan, change } = usePlanEdits();
  const writing = { kind: "money", currency: plan.currency } as const;
  const pointer = pointerOf(["costCentres", id, "budget"]);
  return (
    <Field
      label={`Budget of ${name}`}
      hideLabel
      align="end"
      width={92}
      placeholder="none"
      value={budget === undefined ? "" : written(budget, writing)}
      onCommit={(text) => {
        if (text.trim() === "") {
          change(pointer, undefined);
          return null;
        }
        const amount = typed(text, writing);
        if (amount === null) return "Type an amount, or nothing.";
        if (amount < 0) return "This cannot be below 0.";
        change(pointer, amount);
        return null;
      }}
    />
  );
}

/** Middle and cautious estimate, and how often it is over. */
function Figures({
  spend,
  ask,
  chance,
  forecast,
}: {
  readonly spend: CentreForecast["spend"] | null;
  readonly ask: number | null;
  readonly chance: number | undefined;
  readonly forecast: Forecast | null;
}): ReactElement {
  const { plan } = usePlanEdits();
  if (spend === null || ask === null || forecast === null)
    return (
      <>
        <td className="numeric">…</td>
        <td className="numeric">…</td>
        <td className="numeric">…</td>
      </>
    );
  const error = (level: number): number => quantileGoodTo(spend.quantiles, level, knownBy(forecast));
  const isLikely = chance !== undefined && countOf50(chance) > 25;
  return (
    <>
      <td className="numeric">{formatMoney(plan.currency, spend.quantiles.p50, error(0.5))}</td>
      <td className="numeric figure-key">{formatMoney(plan.currency, ask, error(0.8))}</td>
      <td
        className={isLikely ? "numeric centres-over" : "numeric"}
        title={chance === undefined ? "" : formatChance(chance)}
      >
        {chance === undefined ? "–" : formatChanceShort(chance)}
      </td>
    </>
  );
}

/** What belongs to no centre, where there is any. */
function RestRow({ forecast }: { readonly forecast: Forecast }): ReactElement | null {
  const rest = forecast.costCentres?.[UNASSIGNED];
  if (rest === undefined || rest.costs.length === 0) return null;
  return (
    <tr>
      <th scope="row">{UNASSIGNED_NAME}</th>
      <td />
      <td className="centres-strip" />
      <td className="numeric">–</td>
      <Figures spend={rest.spend} ask={rest.ask} chance={undefined} forecast={forecast} />
    </tr>
  );
}

function WholeRow({ forecast, axis }: { readonly forecast: Forecast; readonly axis: BudgetAxisScale }): ReactElement {
  const { plan } = usePlanEdits();
  return (
    <tr className="centres-whole">
      <th scope="row">The whole plan</th>
      <td>{forecast.basis === "cash" ? "budget counts cash" : ""}</td>
      <td className="centres-strip">
        <Strip shares={wholeShares(forecast)} name="The whole plan" axis={axis} />
      </td>
      <td className="numeric figure-key">{formatStatedMoney(plan.currency, forecast.budget)}</td>
      <Figures
        spend={forecast.spend}
        ask={forecast.reserve.ask}
        chance={forecast.overrun.probability}
        forecast={forecast}
      />
    </tr>
  );
}
