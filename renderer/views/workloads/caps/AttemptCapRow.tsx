import { useMemo, type ReactElement } from "react";
import { leadModel } from "#shared/plan/leadModel.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { AttemptCap, Route } from "#shared/plan/schema/plan.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { isShare } from "#renderer/controls/checks.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { ActionCosts } from "./ActionCosts.tsx";
import {
  ATTEMPT_ACTIONS,
  actionOf,
  effectsOf,
  firstCap,
  priceOf,
  withAction,
  type AttemptAction,
} from "./attemptActions.ts";
import { CapAmount } from "./CapAmount.tsx";
import { modelOptions } from "#renderer/views/inputs/modelOptions.ts";

export interface AttemptCapRowProps {
  readonly id: string;
  /** Null: an input is not valid, so what a cap would do is unknown. */
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
        onChange={(next) =>
          onChange(next === "none" ? null : withAction(cap ?? firstCap(resolved, id, lead), next, lead, models))
        }
      />
      {cap !== null && <ActionFields {...{ cap, action, models, onChange }} />}
    </Row>
  );
}

/** What an action needs to know: a share, or another model. */
function ActionFields({
  cap,
  action,
  models,
  onChange,
}: {
  readonly cap: AttemptCap;
  readonly action: AttemptAction;
  readonly models: readonly string[];
  readonly onChange: (cap: AttemptCap) => void;
}): ReactElement {
  const { plan } = usePlanEdits();
  return (
    <>
      {action === "handBack" && (
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
      {action === "fallBack" && (
        <Select
          label="Fall back to"
          hideLabel
          options={modelOptions(plan, models)}
          value={cap.fallbackModel!}
          onChange={(fallbackModel) => onChange({ ...cap, fallbackModel })}
        />
      )}
      {(action === "ask" || (cap.approval ?? 0) > 0) && (
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
    </>
  );
}
