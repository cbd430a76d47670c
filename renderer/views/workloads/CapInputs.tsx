import { useMemo } from "react";
import type { ReactElement } from "react";
import { blendedPrice, capEffect, effortOf } from "../../../shared/forecast/effort.ts";
import { formatMoney, formatPercent } from "../../../shared/forecast/format.ts";
import { setAttemptCap, setMonthCap } from "../../../shared/plan/edits.ts";
import type { ResolvedPlan } from "../../../shared/plan/resolved.ts";
import type { AttemptCap, MonthCap } from "../../../shared/plan/schema.ts";
import { Select } from "../../controls/Select.tsx";
import { Term } from "../../controls/Term.tsx";
import { useShown } from "../../state/useApp.tsx";
import { FigureField, Row, above0, atLeast0, isShare, tokensWritten } from "../inputs/PlainField.tsx";
import { Field } from "../../controls/Field.tsx";
import { parseTyped } from "../../controls/numbers.ts";
import { usePlanEdits } from "../inputs/usePlanEdits.ts";

type AttemptAction = "none" | "kill" | "handBack" | "ask" | "fallBack";
type MonthAction = "none" | MonthCap["atCap"];

const ATTEMPT_ACTIONS: readonly { readonly value: AttemptAction; readonly label: string }[] = [
  { value: "none", label: "no cap" },
  { value: "kill", label: "stop it" },
  { value: "handBack", label: "hand back what is there" },
  { value: "ask", label: "ask someone" },
  { value: "fallBack", label: "fall back to a model" },
];
const MONTH_ACTIONS: readonly { readonly value: MonthAction; readonly label: string }[] = [
  { value: "none", label: "no cap" },
  { value: "block", label: "stop work" },
  { value: "defer", label: "put it off" },
  { value: "degrade", label: "take a cheaper route" },
];

const ATTEMPT_WORDS: Readonly<Record<AttemptAction, string>> = {
  none: "An attempt burns what it burns, up to the harness's own limit.",
  kill: "What is stopped has failed, and that is known.",
  handBack: "What is there is handed back, and may still be good.",
  ask: "Someone lets some of them go on; the others are stopped.",
  fallBack: "One attempt with that model follows, at its own price.",
};
const MONTH_WORDS: Readonly<Record<MonthAction, string>> = {
  none: "A month spends what its work costs.",
  block: "Work beyond it is not done.",
  defer: "Work beyond it waits for the next month and is paid then.",
  degrade: "The rest of the month's work takes the cheaper route.",
};

function actionOf(cap: AttemptCap | undefined): AttemptAction {
  if (cap === undefined) return "none";
  if (cap.fallbackModel !== undefined) return "fallBack";
  if ((cap.partial ?? 0) > 0) return "handBack";
  return (cap.approval ?? 0) > 0 ? "ask" : "kill";
}

/** A first cap: three middles, where the field keeps 96 of 100 successes. */
const FIRST_MULTIPLE = 3;

/** Where an attempt and a month stop, what happens then, and what it costs in outcomes. */
export function CapInputs({ id, resolved }: { readonly id: string; readonly resolved: ResolvedPlan | null }): ReactElement {
  const { plan, make } = usePlanEdits();
  const workload = plan.workloads[id]!;
  return (
    <section aria-labelledby="where-stops">
      <h2 id="where-stops" className="part-heading">
        Where does it stop?
      </h2>
      <AttemptCapRow id={id} resolved={resolved} cap={workload.attemptCap} onChange={(cap) => make((current) => setAttemptCap(current, id, cap))} />
      <MonthCapRow id={id} cap={workload.monthCap} onChange={(cap) => make((current) => setMonthCap(current, id, cap))} />
    </section>
  );
}

interface AttemptCapRowProps {
  readonly id: string;
  readonly resolved: ResolvedPlan | null;
  readonly cap: AttemptCap | undefined;
  readonly onChange: (cap: AttemptCap | null) => void;
}

function AttemptCapRow({ id, resolved, cap, onChange }: AttemptCapRowProps): ReactElement {
  const { plan } = usePlanEdits();
  const workload = plan.workloads[id]!;
  const lead = "steps" in workload.route ? workload.route.steps[0]! : "bestOf" in workload.route ? workload.route.model : workload.route.choose[0]!.steps[0]!;
  const effort = useMemo(() => (resolved === null ? null : effortOf(resolved, id, lead)), [resolved, id, lead]);
  const effect = useMemo(() => (resolved === null ? null : effectOf(resolved, id, lead)), [resolved, id, lead]);
  const action = actionOf(cap);
  const models = Object.keys(workload.attempts);
  const nameOf = (model: string): string => plan.models[model]?.name ?? model;
  const limits = (): { tokens: number } | { cost: number } =>
    cap === undefined ? { tokens: Number((FIRST_MULTIPLE * (effort === null ? 1e6 : medianOf(effort.attempt.tokens) * effort.multiplier)).toPrecision(2)) } : "tokens" in cap ? { tokens: cap.tokens } : { cost: cap.cost };
  const choose = (next: AttemptAction): void => {
    if (next === "none") {
      onChange(null);
      return;
    }
    const extra = next === "handBack" ? { partial: 0.5 } : next === "ask" ? { approval: 0.5 } : next === "fallBack" ? { fallbackModel: models.find((model) => model !== lead) ?? lead } : {};
    onChange({ ...limits(), ...extra });
  };
  return (
    <Row label={<Term id="attemptCap">One attempt</Term>} note={<>{ATTEMPT_WORDS[action]} {effect !== null && <span className="cap-effect">{effect}</span>}</>}>
      {cap !== undefined && <CapAmount cap={cap} currency={plan.currency} onChange={onChange} />}
      <Select label="At the cap on one attempt" hideLabel options={ATTEMPT_ACTIONS} value={action} onChange={choose} />
      {cap !== undefined && action === "handBack" && <FigureField label="Share of its success kept" value={cap.partial ?? 0} writing={{ kind: "percent" }} unit="as good" check={isShare} onChange={(partial) => onChange({ ...cap, partial })} />}
      {cap !== undefined && (action === "ask" || (cap.approval ?? 0) > 0) && <FigureField label="Share that may go on" value={cap.approval ?? 0} writing={{ kind: "percent" }} unit="go on" check={isShare} onChange={(approval) => onChange({ ...cap, approval })} />}
      {cap !== undefined && action === "fallBack" && <Select label="Fall back to" hideLabel options={models.map((value) => ({ value, label: nameOf(value) }))} value={cap.fallbackModel!} onChange={(fallbackModel) => onChange({ ...cap, fallbackModel })} />}
    </Row>
  );
}

function CapAmount({ cap, currency, onChange }: { readonly cap: AttemptCap; readonly currency: string; readonly onChange: (cap: AttemptCap) => void }): ReactElement {
  if ("cost" in cap) return <FigureField label="Money of one attempt" value={cap.cost} writing={{ kind: "money", currency }} check={above0} onChange={(cost) => onChange({ ...cap, cost })} />;
  return (
    <Field
      label="Tokens of one attempt"
      hideLabel
      value={tokensWritten(cap.tokens)}
      width={64}
      align="end"
      unit="tokens,"
      onCommit={(text) => {
        const tokens = parseTyped(text);
        if (tokens === null) return "Type tokens, such as 8.3M.";
        if (!(tokens > 0)) return "This must be above 0.";
        onChange({ ...cap, tokens });
        return null;
      }}
    />
  );
}

function medianOf(tokens: ResolvedPlan["workloads"][number]["attempts"][number]["tokens"]): number {
  if (tokens.family === "empirical") return tokens.quantiles[50]!;
  return "median" in tokens ? tokens.median : tokens.p50;
}

/** "It stops 11% of attempts, keeps 95% of successes and 85% of the spend of first attempts." Null without a cap. */
function effectOf(resolved: ResolvedPlan, id: string, lead: string): string | null {
  const workload = resolved.workloads.find((other) => other.id === id)!;
  const cap = workload.policies[0]!.attemptCap;
  const main = effortOf(resolved, id, lead);
  if (cap === null || main === null) return null;
  const priceOf = (modelId: string): number => {
    const model = resolved.models.find((other) => other.id === modelId);
    const attempt = workload.attempts.find((other) => other.modelId === modelId);
    return model === undefined || attempt === undefined ? 0 : blendedPrice(attempt.mix, model.price);
  };
  const other = cap.fallbackModel === null ? null : effortOf(resolved, id, cap.fallbackModel);
  const effect = capEffect(main, cap, priceOf(lead), workload.acrossModels, other === null ? null : { effort: other, price: priceOf(other.attempt.modelId) });
  const percent = (share: number): string => formatPercent(Math.round(100 * share) / 100);
  return `It stops ${percent(effect.stopped)} of attempts: ${percent(effect.successes)} of the successes for ${percent(effect.spend)} of the spend.`;
}

interface MonthCapRowProps {
  readonly id: string;
  readonly cap: MonthCap | undefined;
  readonly onChange: (cap: MonthCap | null) => void;
}

function MonthCapRow({ id, cap, onChange }: MonthCapRowProps): ReactElement {
  const { plan } = usePlanEdits();
  const shown = useShown();
  const workload = plan.workloads[id]!;
  const models = Object.keys(workload.attempts);
  const action: MonthAction = cap?.atCap ?? "none";
  const forecast = shown?.answers.forecast.workloads[id];
  const usual = forecast === undefined ? 10_000 : Number((forecast.spend.quantiles.p90 / plan.fiscalYear.months).toPrecision(2));
  const choose = (next: MonthAction): void => {
    if (next === "none") {
      onChange(null);
      return;
    }
    const { fallback, ...rest } = cap ?? { amount: Math.max(1, usual), atCap: next };
    onChange({ ...rest, atCap: next, ...(next === "degrade" ? { fallback: fallback ?? { steps: [models.at(-1)!] } } : {}) });
  };
  const unmet = forecast === undefined || forecast.tasks.mean === 0 ? null : forecast.unmet.mean / forecast.tasks.mean;
  const cost =
    cap === undefined
      ? `Try ${formatMoney(plan.currency, usual)}: a twelfth of the year that 9 in 10 futures stay below.`.replace("a twelfth", plan.fiscalYear.months === 12 ? "a twelfth" : "a month's share")
      : unmet === null ? "" : unmet === 0 ? "No task goes undone." : `On average ${formatPercent(Number(unmet.toPrecision(2)))} of the year's tasks are not done.`;
  return (
    <Row label={<Term id="monthCap">One month</Term>} note={<>{MONTH_WORDS[action]} <span className="cap-effect">{cost}</span></>}>
      {cap !== undefined && <FigureField label="Money of one month" value={cap.amount} width={88} writing={{ kind: "money", currency: plan.currency }} check={atLeast0} onChange={(amount) => onChange({ ...cap, amount })} />}
      <Select label="At the cap on a month" hideLabel options={MONTH_ACTIONS} value={action} onChange={choose} />
      {cap?.atCap === "degrade" && (
        <Select
          label="Cheaper route"
          hideLabel
          options={models.map((value) => ({ value, label: plan.models[value]?.name ?? value }))}
          value={cap.fallback !== undefined && "steps" in cap.fallback ? (cap.fallback.steps[0] ?? models[0]!) : models[0]!}
          onChange={(model) => onChange({ ...cap, fallback: { steps: [model] } })}
        />
      )}
      {cap !== undefined && (
        <FigureField label="Days until spend is known" value={cap.lagDays ?? 0} width={40} unit="days late" check={(days) => (Number.isInteger(days) && days >= 0 ? null : "Whole days.")} onChange={(lagDays) => onChange({ ...cap, lagDays })} />
      )}
      {cap !== undefined && <FigureField label="Chance that the rest of the month is allowed" value={cap.approval ?? 0} width={48} writing={{ kind: "percent" }} unit="waived" check={isShare} onChange={(approval) => onChange({ ...cap, approval })} />}
    </Row>
  );
}
