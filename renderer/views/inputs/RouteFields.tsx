import { formatPercent } from "#shared/format/chances.ts";
import { Fragment, type ReactElement } from "react";
import type { Plan, Route, Verifier } from "#shared/plan/schema/plan.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { atLeast0, FigureField, isShare } from "./PlainField.tsx";
import {
  routeKind,
  routeOfKind,
  withBranch,
  withoutBranch,
  withoutStep,
  withStep,
  type RouteKind,
  type Steps,
} from "./routeEdits.ts";

const KINDS: readonly { readonly value: RouteKind; readonly label: string }[] = [
  { value: "one", label: "one model" },
  { value: "steps", label: "one, then another if a check fails" },
  { value: "difficulty", label: "by difficulty" },
  { value: "chance", label: "by chance" },
  { value: "bestOf", label: "best of several" },
];

const PERCENT = { kind: "percent" } as const;
/** Most attempts at one task that the fields offer: more has no use, and the plan takes no more than 64. */
const MOST_ATTEMPTS = 16;

export interface RouteFieldsProps {
  /** Description the route of, for a screen that shows several: "Route". */
  readonly label: string;
  readonly plan: Plan;
  /** Models the workload may use. */
  readonly models: readonly string[];
  readonly route: Route;
  readonly onChange: (route: Route) => void;
}

/** Who does the work and who checks it: a route, in sentences of fields. */
export function RouteFields({ label, plan, models, route, onChange }: RouteFieldsProps): ReactElement {
  const kind = routeKind(route);
  return (
    <div className="route-fields" role="group" aria-label={label}>
      <Select
        label="Route"
        hideLabel
        options={KINDS.filter(
          ({ value }) => models.length > 1 || value === kind || (value !== "difficulty" && value !== "chance"),
        )}
        value={kind}
        onChange={(next) => onChange(routeOfKind(route, next, models))}
      />
      {"steps" in route && <StepsFields name="" whole={route} {...{ plan, models, onChange }} />}
      {"bestOf" in route && <BestOfFields {...{ plan, models, route, onChange }} />}
      {"choose" in route && <ChoiceFields {...{ plan, models, route, onChange }} />}
    </div>
  );
}

type Choice = Extract<Route, { choose: readonly unknown[] }>;
type BestOf = Extract<Route, { bestOf: number }>;

function modelOptions(plan: Plan, models: readonly string[]): { readonly value: string; readonly label: string }[] {
  return models.map((value) => ({ value, label: plan.models[value]?.name ?? value }));
}

interface StepsFieldsProps<Whole extends Steps> {
  /** Of the branch, with a colon: "Branch 1: "; empty for a route of steps alone. */
  readonly name: string;
  readonly plan: Plan;
  readonly models: readonly string[];
  readonly whole: Whole;
  readonly onChange: (whole: Whole) => void;
}

/** Attempts in turn; the same model twice is a retry. */
function StepsFields<Whole extends Steps>({
  name,
  plan,
  models,
  whole,
  onChange,
}: StepsFieldsProps<Whole>): ReactElement {
  const { steps, verifier } = whole;
  const options = modelOptions(plan, models);
  return (
    <>
      {steps.map((step, i) => (
        <div key={i} className="route-line">
          {i > 0 && <span className="field-unit">{step === steps[i - 1] ? "then again" : "then"}</span>}
          <Select
            label={`${name}${i === 0 ? "first attempt" : `attempt ${i + 1}`}`}
            hideLabel
            options={options}
            value={step}
            onChange={(next) => onChange({ ...whole, steps: steps.with(i, next) })}
          />
          {steps.length > 1 && (
            <IconButton
              label={`Remove ${name}attempt ${i + 1}`}
              icon="close"
              onClick={() => onChange(withoutStep(whole, i))}
            />
          )}
        </div>
      ))}
      {steps.length < MOST_ATTEMPTS && (
        <div className="route-line">
          <Button kind="link" icon="plus" onClick={() => onChange(withStep(whole, steps.at(-1)!))}>
            {steps.length === 1 ? "Try again if a check fails" : "One more attempt"}
            <span className="visually-hidden">{name === "" ? "" : `, ${name.replace(": ", "")}`}</span>
          </Button>
        </div>
      )}
      {verifier !== undefined && (
        <VerifierFields
          {...{ name, verifier }}
          currency={plan.currency}
          when={steps.length > 1 ? "After every attempt except the last, a check" : "A check"}
          onChange={(next) => onChange({ ...whole, verifier: next })}
        />
      )}
    </>
  );
}

interface VerifierFieldsProps {
  readonly name: string;
  readonly when: string;
  readonly verifier: Verifier;
  readonly currency: string;
  readonly onChange: (verifier: Verifier) => void;
}

/** What a check catches, what it takes for wrong, and what it costs. */
function VerifierFields({ name, when, verifier, currency, onChange }: VerifierFieldsProps): ReactElement {
  return (
    <div className="route-line">
      <span className="field-unit">{when} catches</span>
      <FigureField
        label={`${name}The check catches`}
        value={verifier.catches}
        width={54}
        writing={PERCENT}
        unit="of wrong answers and rejects"
        check={isShare}
        onChange={(catches) => onChange({ ...verifier, catches })}
      />
      <FigureField
        label={`${name}False alarms`}
        value={verifier.falseAlarms}
        width={54}
        writing={PERCENT}
        unit="of correct ones. It costs"
        check={isShare}
        onChange={(falseAlarms) => onChange({ ...verifier, falseAlarms })}
      />
      <FigureField
        label={`${name}Cost of a check`}
        value={verifier.cost ?? 0}
        width={64}
        writing={{ kind: "money", currency }}
        unit="per check."
        check={atLeast0}
        onChange={(cost) => onChange({ ...verifier, cost })}
      />
    </div>
  );
}

interface BestOfFieldsProps {
  readonly plan: Plan;
  readonly models: readonly string[];
  readonly route: BestOf;
  readonly onChange: (route: Route) => void;
}

function BestOfFields({ plan, models, route, onChange }: BestOfFieldsProps): ReactElement {
  return (
    <>
      <div className="route-line">
        <FigureField
          label="Attempts"
          value={route.bestOf}
          width={48}
          unit="attempts with"
          check={(attempts) =>
            Number.isInteger(attempts) && attempts >= 1 && attempts <= MOST_ATTEMPTS
              ? null
              : `Type a whole number from 1 to ${MOST_ATTEMPTS}.`
          }
          onChange={(bestOf) => onChange({ ...route, bestOf })}
        />
        <Select
          label="Model"
          hideLabel
          options={modelOptions(plan, models)}
          value={route.model}
          onChange={(model) => onChange({ ...route, model })}
        />
      </div>
      <VerifierFields
        name=""
        when="All attempts are made and checked. The first that passes is used. The check"
        verifier={route.verifier}
        currency={plan.currency}
        onChange={(verifier) => onChange({ ...route, verifier })}
      />
    </>
  );
}

interface ChoiceFieldsProps {
  readonly plan: Plan;
  readonly models: readonly string[];
  readonly route: Choice;
  readonly onChange: (route: Route) => void;
}

/** Branches by difficulty or by chance, each with attempts of its own; how well it is told, and what telling costs. */
function ChoiceFields({ plan, models, route, onChange }: ChoiceFieldsProps): ReactElement {
  const { choose, by } = route;
  const put = (i: number, branch: Choice["choose"][number]): void =>
    onChange({ ...route, choose: choose.with(i, branch) });
  const from = (i: number): number => (i === 0 ? 0 : choose[i - 1]!.upTo);
  return (
    <>
      {choose.map((branch, i) => {
        const isLast = i === choose.length - 1;
        const name = `Branch ${i + 1}: `;
        const share = formatPercent(branch.upTo - from(i));
        const before = by === "chance" ? "A share up to" : i === 0 ? "The easiest" : "Harder ones, up to";
        return (
          <Fragment key={i}>
            <div className="route-line route-branch-head">
              {isLast ? (
                <span className="field-unit">
                  {by === "difficulty" ? `The hardest ${share}:` : `The rest, ${share}:`}
                </span>
              ) : (
                <>
                  <span className="field-unit">{before}</span>
                  <FigureField
                    label={`${name}up to`}
                    value={branch.upTo}
                    width={54}
                    writing={PERCENT}
                    unit={i === 0 ? "of the tasks:" : `of the tasks, ${share} of them:`}
                    check={(upTo) =>
                      upTo >= from(i) && upTo <= choose[i + 1]!.upTo
                        ? null
                        : `This must lie between ${formatPercent(from(i))} and ${formatPercent(choose[i + 1]!.upTo)}.`
                    }
                    onChange={(upTo) => put(i, { ...branch, upTo })}
                  />
                </>
              )}
              {choose.length > 1 && (
                <IconButton
                  label={`Remove branch ${i + 1}`}
                  icon="close"
                  onClick={() => onChange(withoutBranch(route, i))}
                />
              )}
            </div>
            <div className="route-branch">
              <StepsFields name={name} whole={branch} {...{ plan, models }} onChange={(next) => put(i, next)} />
            </div>
          </Fragment>
        );
      })}
      <div className="route-line">
        <Button
          kind="link"
          icon="plus"
          onClick={() =>
            onChange(
              withBranch(
                route,
                models.find((model) => !choose.some(({ steps }) => steps[0] === model)) ?? choose.at(-1)!.steps[0]!,
              ),
            )
          }
        >
          Add a branch
        </Button>
      </div>
      {by === "difficulty" && (
        <div className="route-line">
          <span className="field-unit">Difficulty is recognized in</span>
          <FigureField
            label="Difficulty recognized in"
            value={route.accuracy ?? 1}
            width={54}
            writing={PERCENT}
            unit="of the tasks."
            check={isShare}
            onChange={(accuracy) => onChange({ ...route, accuracy })}
          />
        </div>
      )}
      <div className="route-line">
        <span className="field-unit">Choosing a model costs</span>
        <FigureField
          label="Cost of choosing a model"
          value={route.cost ?? 0}
          width={64}
          writing={{ kind: "money", currency: plan.currency }}
          unit="a task."
          check={atLeast0}
          onChange={(cost) => onChange({ ...route, cost })}
        />
      </div>
    </>
  );
}
