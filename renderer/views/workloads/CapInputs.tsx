import { leadModel } from "#shared/plan/leadModel.ts";
import { useMemo, type ReactElement, type ReactNode } from "react";
import { blendedPrice, capEffect, effortOf, type CapEffect } from "#shared/forecast/answers/effort.ts";
import { formatMoney } from "#shared/format/money.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { medianTokens, resolveAttemptCap } from "#shared/plan/defaults.ts";
import { setAttemptCap, setMonthCap } from "#shared/plan/edits.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { AttemptCap, MonthCap, Route } from "#shared/plan/schema/plan.ts";
import { TOKENS_PER_MTOK } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { useApp, useShown } from "#renderer/state/useApp.tsx";
import { FigureField, Row, above0, atLeast0, isShare, tokensWritten } from "#renderer/views/inputs/PlainField.tsx";
import { RouteFields } from "#renderer/views/inputs/RouteFields.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

type AttemptAction = "none" | "kill" | "handBack" | "ask" | "fallBack";
type MonthAction = "none" | MonthCap["atCap"];

const ATTEMPT_ACTIONS: readonly { readonly value: AttemptAction; readonly label: string; readonly words: string }[] = [
  { value: "none", label: "no cap", words: "No cap: an attempt can use tokens up to the agent's own limit." },
  { value: "kill", label: "stop it", words: "A stopped attempt counts as failed." },
  {
    value: "handBack",
    label: "keep the partial result",
    words: "The partial result is kept and may be usable.",
  },
  { value: "ask", label: "ask a person", words: "A person lets some attempts continue. The others are stopped." },
  { value: "fallBack", label: "fall back to a model", words: "One attempt with that model follows, at its own price." },
];
const MONTH_ACTIONS: readonly { readonly value: MonthAction; readonly label: string; readonly words: string }[] = [
  { value: "none", label: "no cap", words: "No cap: a month spends what its work costs." },
  { value: "block", label: "stop work", words: "Work beyond the cap is not done." },
  { value: "defer", label: "defer", words: "Work beyond the cap waits for the next month and is paid then." },
  { value: "degrade", label: "take a cheaper route", words: "The rest of the month's work takes the cheaper route." },
];

function actionOf(cap: AttemptCap | null): AttemptAction {
  if (cap === null) return "none";
  if (cap.fallbackModel !== undefined) return "fallBack";
  if ((cap.partial ?? 0) > 0) return "handBack";
  return (cap.approval ?? 0) > 0 ? "ask" : "kill";
}

/** The same limit with another action; what nobody has measured begins at a half. */
function withAction(
  cap: AttemptCap,
  action: Exclude<AttemptAction, "none">,
  lead: string,
  models: readonly string[],
): AttemptCap {
  const limit = "tokens" in cap ? { tokens: cap.tokens } : { cost: cap.cost };
  switch (action) {
    case "kill":
      return limit;
    case "handBack":
      return { ...limit, partial: 0.5 };
    case "ask":
      return { ...limit, approval: 0.5 };
    case "fallBack":
      return { ...limit, fallbackModel: models.find((model) => model !== lead) ?? lead };
  }
}

/** A first cap: three middles, where the field keeps 96 of 100 successes. */
const FIRST_MULTIPLE = 3;

/** Where an attempt and a month stop, what happens then, and what it costs in outcomes. */
export function CapInputs({
  id,
  resolved,
}: {
  readonly id: string;
  readonly resolved: ResolvedPlan | null;
}): ReactElement {
  const { plan, make } = usePlanEdits();
  const workload = plan.workloads[id]!;
  const showScenariosPart = useApp((state) => state.showScenariosPart);
  const goTo = useApp((state) => state.goTo);
  const toCaps = (): void => {
    showScenariosPart("caps");
    goTo("scenarios");
  };
  return (
    <section aria-labelledby="where-stops">
      <h2 id="where-stops" className="part-heading">
        Caps
      </h2>
      <AttemptCapRow
        {...{ id, resolved }}
        route={workload.route}
        cap={workload.attemptCap ?? null}
        onChange={(cap) => make((current) => setAttemptCap(current, id, cap))}
      />
      <MonthCapRow
        id={id}
        cap={workload.monthCap ?? null}
        effect={<MonthEffect id={id} />}
        onChange={(cap) => make((current) => setMonthCap(current, id, cap))}
      />
      <p className="note">
        <Button kind="link" onClick={toCaps}>
          See caps of every size
        </Button>{" "}
        and what each saves and leaves undone, on the same simulated years.
      </p>
    </section>
  );
}

export interface AttemptCapRowProps {
  readonly id: string;
  /** Null: a figure is at fault, and nothing can be said of what a cap would do. */
  readonly resolved: ResolvedPlan | null;
  /** The route in force. */
  readonly route: Route;
  /** Null: no cap. */
  readonly cap: AttemptCap | null;
  readonly onChange: (cap: AttemptCap | null) => void;
}

/** The cap on one attempt of a workload. */
export function AttemptCapRow({ id, resolved, route, cap, onChange }: AttemptCapRowProps): ReactElement {
  const { plan } = usePlanEdits();
  const workload = plan.workloads[id]!;
  const lead = leadModel(route);
  const models = useMemo(() => Object.keys(workload.attempts), [workload.attempts]);
  const action = actionOf(cap);
  const effects = useMemo(
    () => (resolved === null || cap === null ? null : effectsOf(resolved, id, lead, cap, models)),
    [resolved, id, lead, cap, models],
  );
  const first = (): AttemptCap => {
    const effort = resolved === null ? null : effortOf(resolved, id, lead);
    return {
      tokens: Number(
        (
          FIRST_MULTIPLE * (effort === null ? 1e6 : medianTokens(effort.attempt.tokens) * effort.multiplier)
        ).toPrecision(2),
      ),
    };
  };
  const price = resolved === null ? 0 : priceOf(resolved, id, lead);
  return (
    <Row
      label={<Term id="attemptCap">One attempt</Term>}
      note={ATTEMPT_ACTIONS.find(({ value }) => value === action)!.words}
      {...(effects === null ? {} : { below: <ActionCosts effects={effects} action={action} /> })}
    >
      {cap !== null && <CapAmount cap={cap} currency={plan.currency} price={price} onChange={onChange} />}
      <Select
        label="At the cap on one attempt"
        hideLabel
        options={ATTEMPT_ACTIONS}
        value={action}
        onChange={(next) => onChange(next === "none" ? null : withAction(cap ?? first(), next, lead, models))}
      />
      {cap !== null && action === "handBack" && (
        <FigureField
          label="Share of partial results that are usable"
          value={cap.partial ?? 0}
          width={54}
          writing={{ kind: "percent" }}
          unit="usable in"
          check={isShare}
          onChange={(partial) => onChange({ ...cap, partial })}
        />
      )}
      {cap !== null && action === "fallBack" && (
        <Select
          label="Fall back to"
          hideLabel
          options={models.map((value) => ({ value, label: plan.models[value]?.name ?? value }))}
          value={cap.fallbackModel!}
          onChange={(fallbackModel) => onChange({ ...cap, fallbackModel })}
        />
      )}
      {cap !== null && (action === "ask" || (cap.approval ?? 0) > 0) && (
        <FigureField
          label="Share that may continue"
          value={cap.approval ?? 0}
          width={54}
          writing={{ kind: "percent" }}
          unit="may continue"
          check={isShare}
          onChange={(approval) => onChange({ ...cap, approval })}
        />
      )}
    </Row>
  );
}

const UNITS = [
  { value: "tokens", label: "tokens" },
  { value: "cost", label: "money" },
] as const;

/** Where an attempt is stopped, in tokens or in money of the day's price. */
function CapAmount({
  cap,
  currency,
  price,
  onChange,
}: {
  readonly cap: AttemptCap;
  readonly currency: string;
  readonly price: number;
  readonly onChange: (cap: AttemptCap) => void;
}): ReactElement {
  const counted = "tokens" in cap ? "tokens" : "cost";
  const count = (unit: "tokens" | "cost"): void => {
    if (unit === counted || price <= 0) return;
    if ("tokens" in cap) {
      const { tokens, ...rest } = cap;
      onChange({ ...rest, cost: Number(((tokens / TOKENS_PER_MTOK) * price).toPrecision(2)) });
    } else {
      const { cost, ...rest } = cap;
      onChange({ ...rest, tokens: Number(((cost / price) * TOKENS_PER_MTOK).toPrecision(2)) });
    }
  };
  return (
    <>
      {"cost" in cap ? (
        <FigureField
          label="Money of one attempt"
          value={cap.cost}
          writing={{ kind: "money", currency }}
          check={above0}
          onChange={(cost) => onChange({ ...cap, cost })}
        />
      ) : (
        <Field
          label="Tokens of one attempt"
          hideLabel
          value={tokensWritten(cap.tokens)}
          width={64}
          align="end"
          onCommit={(text) => {
            const tokens = parseTyped(text);
            if (tokens === null) return "Type tokens, such as 8.3M.";
            if (!(tokens > 0)) return "Type a number above 0.";
            onChange({ ...cap, tokens });
            return null;
          }}
        />
      )}
      <Select label="The cap counts" hideLabel options={UNITS} value={counted} onChange={count} />
    </>
  );
}

interface ActionEffect {
  readonly action: Exclude<AttemptAction, "none">;
  readonly label: string;
  readonly effect: CapEffect;
}

function priceOf(resolved: ResolvedPlan, id: string, modelId: string): number {
  const model = resolved.models.find((other) => other.id === modelId);
  const attempt = resolved.workloads
    .find((other) => other.id === id)
    ?.attempts.find((other) => other.modelId === modelId);
  return model === undefined || attempt === undefined ? 0 : blendedPrice(attempt.mix, model.price);
}

/** What the cap does with its own action, and would do with each other. */
function effectsOf(
  resolved: ResolvedPlan,
  id: string,
  lead: string,
  cap: AttemptCap,
  models: readonly string[],
): ActionEffect[] | null {
  const main = effortOf(resolved, id, lead);
  const workload = resolved.workloads.find((other) => other.id === id);
  if (main === null || workload === undefined) return null;
  const inForce = actionOf(cap);
  return ATTEMPT_ACTIONS.flatMap(({ value: action, label }) => {
    if (action === "none") return [];
    const tried = resolveAttemptCap(action === inForce ? cap : withAction(cap, action, lead, models))!;
    const other = tried.fallbackModel === null ? null : effortOf(resolved, id, tried.fallbackModel);
    const effect = capEffect(
      main,
      tried,
      priceOf(resolved, id, lead),
      workload.acrossModels,
      other === null ? null : { effort: other, price: priceOf(resolved, id, other.attempt.modelId) },
    );
    return [{ action, label, effect }];
  });
}

function roughPercent(share: number): string {
  return formatPercent(Math.round(100 * share) / 100);
}

/** What each action keeps of the outcomes and of the money, against no cap at all. */
function ActionCosts({
  effects,
  action,
}: {
  readonly effects: readonly ActionEffect[];
  readonly action: AttemptAction;
}): ReactElement {
  return (
    <table className="table cap-table">
      <caption className="note">
        It stops {roughPercent(effects[0]!.effect.stopped)} of attempts. Compared with no cap it keeps:
      </caption>
      <thead>
        <tr>
          <th scope="col">At the cap</th>
          <th scope="col" className="numeric">
            Successes
          </th>
          <th scope="col" className="numeric">
            Spend
          </th>
        </tr>
      </thead>
      <tbody>
        {effects.map(({ action: one, label, effect }) => (
          <tr key={one} aria-current={one === action ? "true" : undefined}>
            <th scope="row">{label}</th>
            <td className="numeric">{roughPercent(effect.successes)}</td>
            <td className="numeric">{roughPercent(effect.spend)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface MonthCapRowProps {
  readonly id: string;
  /** Null: no cap. */
  readonly cap: MonthCap | null;
  /** What it comes to, in words. */
  readonly effect?: ReactNode;
  readonly onChange: (cap: MonthCap | null) => void;
}

/** A month's share of the year that 9 in 10 futures stay below; null before the first forecast. */
function useUsualMonth(id: string): number | null {
  const { plan } = usePlanEdits();
  const forecast = useShown()?.answers.forecast.workloads[id];
  return forecast === undefined
    ? null
    : Math.max(1, Number((forecast.spend.quantiles.p90 / plan.fiscalYear.months).toPrecision(2)));
}

const FIRST_AMOUNT = 10_000;

/** The cap on a month of a workload. */
export function MonthCapRow({ id, cap, effect, onChange }: MonthCapRowProps): ReactElement {
  const { plan } = usePlanEdits();
  const usual = useUsualMonth(id);
  const models = Object.keys(plan.workloads[id]!.attempts);
  const action: MonthAction = cap?.atCap ?? "none";
  const choose = (next: MonthAction): void => {
    if (next === "none") {
      onChange(null);
      return;
    }
    const { fallback, ...rest } = cap ?? { amount: usual ?? FIRST_AMOUNT, atCap: next };
    onChange({
      ...rest,
      atCap: next,
      ...(next === "degrade" ? { fallback: fallback ?? { steps: [models.at(-1)!] } } : {}),
    });
  };
  return (
    <Row
      label={<Term id="monthCap">One month</Term>}
      note={
        <>
          {MONTH_ACTIONS.find(({ value }) => value === action)!.words} <span className="cap-effect">{effect}</span>
        </>
      }
    >
      {cap !== null && (
        <FigureField
          label="Money of one month"
          value={cap.amount}
          width={88}
          writing={{ kind: "money", currency: plan.currency }}
          check={atLeast0}
          onChange={(amount) => onChange({ ...cap, amount })}
        />
      )}
      <Select label="At the cap on a month" hideLabel options={MONTH_ACTIONS} value={action} onChange={choose} />
      {cap?.fallback !== undefined && (
        <RouteFields
          label="The cheaper route"
          {...{ plan, models }}
          route={cap.fallback}
          onChange={(fallback) => onChange({ ...cap, fallback })}
        />
      )}
      {cap !== null && (
        <div className="route-line">
          <span className="field-unit">Spend is reported</span>
          <FigureField
            label="Days until spend is reported"
            value={cap.lagDays ?? 0}
            width={40}
            unit="days later. Exceptions are granted in"
            check={(days) => (Number.isInteger(days) && days >= 0 ? null : "Type whole days.")}
            onChange={(lagDays) => onChange({ ...cap, lagDays })}
          />
          <FigureField
            label="Share of months with an exception"
            value={cap.approval ?? 0}
            width={52}
            writing={{ kind: "percent" }}
            unit="of months."
            check={isShare}
            onChange={(approval) => onChange({ ...cap, approval })}
          />
        </div>
      )}
    </Row>
  );
}

/** What the cap on a month cost in the last forecast; without one, what to try. */
function MonthEffect({ id }: { readonly id: string }): ReactElement {
  const { plan } = usePlanEdits();
  const usual = useUsualMonth(id);
  const forecast = useShown()?.answers.forecast.workloads[id];
  if (forecast === undefined || usual === null) return <></>;
  if (plan.workloads[id]!.monthCap === undefined)
    return <>Try {formatMoney(plan.currency, usual)}: a month’s share of what 9 in 10 years stay below.</>;
  const unmet = forecast.tasks.mean === 0 ? 0 : forecast.unmet.mean / forecast.tasks.mean;
  return (
    <>
      {unmet === 0
        ? "All tasks are done."
        : `On average ${formatPercent(Number(unmet.toPrecision(2)))} of the year's tasks are not done.`}
    </>
  );
}
