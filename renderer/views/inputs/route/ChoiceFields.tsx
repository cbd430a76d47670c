import { formatPercent } from "#shared/format/chances.ts";
import { Fragment, type ReactElement } from "react";
import type { Plan, Route } from "#shared/plan/schema/plan.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { atLeast0, isShare } from "#renderer/controls/checks.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { withBranch, withoutBranch } from "./routeEdits.ts";
import { StepsFields } from "./StepsFields.tsx";
import { PERCENT } from "#renderer/controls/uncertain/uncertainShapes.ts";

type Choice = Extract<Route, { choose: readonly unknown[] }>;

interface ChoiceFieldsProps {
  readonly plan: Plan;
  readonly models: readonly string[];
  readonly route: Choice;
  readonly onChange: (route: Route) => void;
}

/** Branches by difficulty or by chance, each with attempts of its own; how well difficulty is recognized, and its cost. */
export function ChoiceFields({ plan, models, route, onChange }: ChoiceFieldsProps): ReactElement {
  const { choose, by } = route;
  const newest = models.find((model) => !choose.some(({ steps }) => steps[0] === model)) ?? choose.at(-1)!.steps[0]!;
  return (
    <>
      {choose.map((branch, i) => (
        <Fragment key={i}>
          <BranchHead at={i} {...{ route, onChange }} />
          <div className="route-branch">
            <StepsFields
              name={branchName(i)}
              whole={branch}
              {...{ plan, models }}
              onChange={(next) => onChange({ ...route, choose: choose.with(i, next) })}
            />
          </div>
        </Fragment>
      ))}
      <div className="route-line">
        <Button kind="link" icon="plus" onClick={() => onChange(withBranch(route, newest))}>
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

function branchName(at: number): string {
  return `Branch ${at + 1}: `;
}

/** Which tasks a branch takes: all up to a share, or what the branches before it leave. */
function BranchHead({
  at,
  route,
  onChange,
}: Pick<ChoiceFieldsProps, "route" | "onChange"> & { readonly at: number }): ReactElement {
  const { choose, by } = route;
  const branch = choose[at]!;
  const next = choose[at + 1];
  const from = at === 0 ? 0 : choose[at - 1]!.upTo;
  const share = formatPercent(branch.upTo - from);
  const before = by === "chance" ? "A share up to" : at === 0 ? "The easiest" : "Harder ones, up to";
  return (
    <div className="route-line route-branch-head">
      {next === undefined ? (
        <span className="field-unit">{by === "difficulty" ? `The hardest ${share}:` : `The rest, ${share}:`}</span>
      ) : (
        <>
          <span className="field-unit">{before}</span>
          <FigureField
            label={`${branchName(at)}up to`}
            value={branch.upTo}
            width={54}
            writing={PERCENT}
            unit={at === 0 ? "of the tasks:" : `of the tasks, ${share} of them:`}
            check={(upTo) =>
              upTo >= from && upTo <= next.upTo
                ? null
                : `This must lie between ${formatPercent(from)} and ${formatPercent(next.upTo)}.`
            }
            onChange={(upTo) => onChange({ ...route, choose: choose.with(at, { ...branch, upTo }) })}
          />
        </>
      )}
      {choose.length > 1 && (
        <IconButton label={`Remove branch ${at + 1}`} icon="close" onClick={() => onChange(withoutBranch(route, at))} />
      )}
    </div>
  );
}
