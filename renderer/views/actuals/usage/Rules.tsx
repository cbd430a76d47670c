import { type ReactElement, useId } from "react";
import { formatCount } from "#shared/format/counts.ts";
import type { UsageSettings } from "#shared/usage/answers/answers.ts";
import { nextRuleOf, rowsOfRule, valuesOfField } from "#shared/usage/plan/ruleValues.ts";
import type { WorkloadRule } from "#shared/usage/answers/workloadRules.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { tooLong } from "#renderer/controls/checks.ts";

/** Rules that map rows to workloads of the plan: the first that fits wins. */
export function Rules({ table: { settings, summary } }: { readonly table: UsageTable }): ReactElement {
  const { usage } = useAppContext();
  const plan = usePlan();
  const id = useId();
  const workloads = Object.entries(plan.workloads).map(([value, { name }]) => ({ value, label: name ?? value }));
  const fields = [
    ...summary.labels.map(({ name }) => name),
    ...["model", "provider", "source"].filter((name) => !summary.labels.some((label) => label.name === name)),
  ].map((name) => ({ value: name, label: name }));
  const save = (change: (settings: UsageSettings) => Partial<UsageSettings>): void =>
    void usage.changeSettings((given) => ({ ...given, ...change(given) }));
  const put = (at: number, change: Partial<WorkloadRule>): void =>
    save(({ rules }) => ({ rules: rules.map((rule, i) => (i === at ? { ...rule, ...change } : rule)) }));
  const unmapped = summary.workloads
    .filter(({ workload }) => workload === null || !Object.hasOwn(plan.workloads, workload))
    .reduce((sum, { runs }) => sum + runs, 0);
  const add = (): void => {
    const workload = workloads[0]?.value;
    if (workload === undefined) return;
    save(({ rules }) => {
      const next = nextRuleOf(summary, rules);
      return next === null ? {} : { rules: [...rules, { ...next, match: "is", workload }] };
    });
  };
  return (
    <section aria-labelledby={id} className="rules">
      <h3 id={id} className="rules-heading">
        Which workload do the runs belong to?
      </h3>
      {unmapped > 0 && <p className="note">{`${formatCount(unmapped)} runs have no workload yet.`}</p>}
      <ol>
        {settings.rules.map((rule, i) => (
          <RuleRow
            key={i}
            at={i}
            {...{ rule, fields, workloads, summary }}
            onChange={(change) => put(i, change)}
            onRemove={() => save(({ rules }) => ({ rules: rules.filter((_, at) => at !== i) }))}
          />
        ))}
      </ol>
      <div className="rules-foot">
        <Button kind="link" onClick={add}>
          Add a rule
        </Button>
        {summary.runs.byPause > 0 && (
          <PauseField minutes={settings.pauseMinutes} onChange={(pauseMinutes) => save(() => ({ pauseMinutes }))} />
        )}
      </div>
    </section>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One rule, in a line of fields. */
function RuleRow({
  at,
  rule,
  fields,
  workloads,
  summary,
  onChange,
  onRemove,
}: {
  readonly at: number;
  readonly rule: WorkloadRule;
  readonly fields: readonly Choice[];
  readonly workloads: readonly Choice[];
  readonly summary: UsageTable["summary"];
  readonly onChange: (change: Partial<WorkloadRule>) => void;
  readonly onRemove: () => void;
}): ReactElement {
  const rows = rowsOfRule(summary, rule);
  return (
    <li className="rule">
      <Select
        label={`Field of rule ${at + 1}`}
        hideLabel
        options={
          fields.some(({ value }) => value === rule.field)
            ? fields
            : [{ value: rule.field, label: rule.field }, ...fields]
        }
        value={rule.field}
        onChange={(field) => onChange({ field })}
      />
      <Select
        label={`How rule ${at + 1} compares`}
        hideLabel
        options={[
          { value: "is", label: "is" },
          { value: "contains", label: "contains" },
        ]}
        value={rule.match}
        onChange={(match) => onChange({ match })}
      />
      <RuleText {...{ at, rule, summary }} onChange={(text) => onChange({ text })} />
      <Select
        label={`Workload of rule ${at + 1}`}
        hideLabel
        options={workloads}
        value={rule.workload}
        onChange={(workload) => onChange({ workload })}
      />
      <span className="note rule-rows">
        {rows === 0 ? "Fits none of the listed values." : `Fits ${formatCount(rows)} ${rows === 1 ? "row" : "rows"}.`}
      </span>
      <IconButton label={`Remove rule ${at + 1}`} icon="close" onClick={onRemove} />
    </li>
  );
}

/** The text that a rule looks for, offered with the values that rows have. */
function RuleText({
  at,
  rule,
  summary,
  onChange,
}: {
  readonly at: number;
  readonly rule: WorkloadRule;
  readonly summary: UsageTable["summary"];
  readonly onChange: (text: string) => void;
}): ReactElement {
  const list = useId();
  return (
    <Field
      label={`Text of rule ${at + 1}`}
      hideLabel
      value={rule.text}
      width={96}
      list={list}
      onCommit={(text) =>
        text.trim() === "" ? "Type the text to look for." : (tooLong(text) ?? (onChange(text.trim()), null))
      }
    >
      <datalist id={list}>
        {valuesOfField(summary, rule.field).map(({ value, rows }) => (
          <option key={value} value={value} label={`${formatCount(rows)} rows`} />
        ))}
      </datalist>
    </Field>
  );
}

/** The pause after which the next request begins another run. */
function PauseField({
  minutes,
  onChange,
}: {
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}): ReactElement {
  return (
    <Field
      label="A run ends after a pause of"
      value={String(minutes)}
      unit="minutes"
      width={56}
      align="end"
      onCommit={(text) => {
        const next = Number(text);
        if (!(next >= 1 && next <= 1_440)) return "1 to 1,440 minutes.";
        onChange(next);
        return null;
      }}
    />
  );
}
