import { useState } from "react";
import type { ReactElement } from "react";
import { formatPercent } from "../../../shared/forecast/format.ts";
import { setAt } from "../../../shared/plan/edits.ts";
import { pointerOf } from "../../../shared/plan/pointer.ts";
import type { Plan, Route, Verifier } from "../../../shared/plan/schema.ts";
import { Field } from "../../controls/Field.tsx";
import { Select } from "../../controls/Select.tsx";

export type RouteKind = "one" | "steps" | "difficulty" | "chance" | "bestOf";

const KINDS: readonly { readonly value: RouteKind; readonly label: string }[] = [
  { value: "one", label: "one model" },
  { value: "steps", label: "one, then another if a check fails" },
  { value: "difficulty", label: "by difficulty" },
  { value: "chance", label: "by chance" },
  { value: "bestOf", label: "best of several" },
];

/** A check that nobody has measured yet: what it catches is the planner's to say. */
const NEW_VERIFIER: Verifier = { catches: 0.85, falseAlarms: 0.05 };

export function routeKind(route: Route): RouteKind {
  if ("bestOf" in route) return "bestOf";
  if ("choose" in route) return route.by;
  return route.steps.length > 1 ? "steps" : "one";
}

/** A route of another kind over the same models: what both kinds can say is kept. */
export function routeOfKind(route: Route, kind: RouteKind, models: readonly string[]): Route {
  const first = firstModel(route);
  const second = secondModel(route) ?? models.find((model) => model !== first) ?? first;
  const verifier = "choose" in route ? NEW_VERIFIER : (route.verifier ?? NEW_VERIFIER);
  switch (kind) {
    case "one":
      return { steps: [first] };
    case "steps":
      // A second opinion comes after a cheaper one, or there would be nothing to save: the other model goes first.
      return { steps: secondModel(route) === null ? [second, first] : [first, second], verifier };
    case "difficulty":
    case "chance":
      if ("choose" in route) return { ...route, by: kind };
      return { choose: [{ upTo: 0.6, steps: [secondModel(route) === null ? second : first] }, { upTo: 1, steps: [secondModel(route) === null ? first : second] }], by: kind, ...(kind === "difficulty" ? { accuracy: 0.75 } : {}) };
    case "bestOf":
      return { bestOf: 2, model: first, verifier };
  }
}

function firstModel(route: Route): string {
  return "bestOf" in route ? route.model : "choose" in route ? route.choose[0]!.steps[0]! : route.steps[0]!;
}

function secondModel(route: Route): string | null {
  if ("bestOf" in route) return null;
  return ("choose" in route ? route.choose.at(-1)!.steps[0] : route.steps[1]) ?? null;
}

export interface RouteEditorProps {
  /** The scenario's own plan. */
  readonly plan: Plan;
  readonly onEdit: (name: string, change: (plan: Plan) => Plan) => void;
}

/** Who does the work of one workload: the route, in a sentence of fields. */
export function RouteEditor({ plan, onEdit }: RouteEditorProps): ReactElement {
  const ids = Object.keys(plan.workloads);
  const [chosen, setChosen] = useState<string | null>(null);
  const id = chosen !== null && ids.includes(chosen) ? chosen : ids[0];
  if (id === undefined) return <p className="note">This plan has no workload whose route could change.</p>;
  const workload = plan.workloads[id]!;
  const { route } = workload;
  const models = Object.keys(workload.attempts);
  const options = models.map((model) => ({ value: model, label: plan.models[model]?.name ?? model }));
  const kind = routeKind(route);
  const put = (next: Route): void => onEdit(`change the route of ${workload.name ?? id}`, (before) => setAt(before, pointerOf(["workloads", id, "route"]), next));
  const share = (label: string, value: number, take: (value: number) => Route): ReactElement => (
    <Field
      label={label}
      value={formatPercent(value)}
      width={64}
      align="end"
      onCommit={(text) => {
        const percent = Number(text.replace("%", "").trim());
        if (text.trim() === "" || !Number.isFinite(percent) || percent < 0 || percent > 100) return "Type a percent from 0 to 100.";
        put(take(percent / 100));
        return null;
      }}
    />
  );
  const model = (label: string, value: string, take: (value: string) => Route): ReactElement => <Select label={label} options={options} value={value} onChange={(next) => put(take(next))} />;

  return (
    <div className="route-editor" role="group" aria-label="Change a route">
      <Select label="Workload" options={ids.map((value) => ({ value, label: plan.workloads[value]!.name ?? value }))} value={id} onChange={setChosen} />
      <Select label="Route" options={KINDS.filter(({ value }) => models.length > 1 || value === "one" || value === "bestOf")} value={kind} onChange={(next) => put(routeOfKind(route, next, models))} />
      {"steps" in route && (
        <>
          {model(kind === "one" ? "Model" : "First", route.steps[0]!, (next) => ({ ...route, steps: [next, ...route.steps.slice(1)] }))}
          {route.steps.slice(1).map((step, i) => (
            <span key={i}>{model("Then", step, (next) => ({ ...route, steps: route.steps.map((other, at) => (at === i + 1 ? next : other)) }))}</span>
          ))}
        </>
      )}
      {"bestOf" in route && (
        <>
          <Field
            label="Attempts"
            value={String(route.bestOf)}
            width={56}
            align="end"
            onCommit={(text) => {
              const attempts = Number(text);
              if (!Number.isInteger(attempts) || attempts < 1 || attempts > 16) return "Type a whole number from 1 to 16.";
              put({ ...route, bestOf: attempts });
              return null;
            }}
          />
          {model("Model", route.model, (next) => ({ ...route, model: next }))}
        </>
      )}
      {!("choose" in route) && route.verifier !== undefined && (
        <>
          {share("The check catches", route.verifier.catches, (catches) => ({ ...route, verifier: { ...route.verifier!, catches } }))}
          {share("False alarms", route.verifier.falseAlarms, (falseAlarms) => ({ ...route, verifier: { ...route.verifier!, falseAlarms } }))}
        </>
      )}
      {"choose" in route && (
        <>
          {route.choose.map((branch, i) => (
            <span key={i} className="route-branch">
              {i < route.choose.length - 1 && share(route.by === "difficulty" ? "Easier than" : "Share up to", branch.upTo, (upTo) => ({ ...route, choose: route.choose.map((other, at) => (at === i ? { ...other, upTo } : other)) }))}
              {model(i < route.choose.length - 1 ? "goes to" : "The rest goes to", branch.steps[0]!, (next) => ({ ...route, choose: route.choose.map((other, at) => (at === i ? { ...other, steps: [next, ...other.steps.slice(1)] } : other)) }))}
            </span>
          ))}
          {route.by === "difficulty" && share("Told right in", route.accuracy ?? 1, (accuracy) => ({ ...route, accuracy }))}
        </>
      )}
    </div>
  );
}
