import { useEffect, useId, useState, type ReactElement } from "react";
import { formatCount, formatTokens } from "#shared/format/counts.ts";
import { formatCountedMoney } from "#shared/format/money.ts";
import { epochDayOf } from "#shared/units.ts";
import type { ListedProblem, UsageSettings } from "#shared/usage/answers/answers.ts";
import { overlapsOf } from "#shared/usage/answers/usageWarnings.ts";
import { rowsWorth } from "#shared/usage/overlaps/overlap.ts";
import { isTimeZone } from "#shared/usage/answers/timeZones.ts";
import { allTokens } from "#shared/usage/usageRow.ts";
import type { WorkloadRule } from "#shared/usage/plan/workloads.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { Dialog } from "#renderer/frame/Dialog.tsx";
import { modelOf } from "#renderer/state/usage/models.ts";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { IntakePart } from "./Intake.tsx";
import { OverlapQuestions, SettledOverlaps } from "./OverlapsPart.tsx";
import { tooLong } from "#renderer/controls/checks.ts";
import { periodWords, refusedWords } from "#shared/usage/plan/usageSource.ts";

/** What was imported: rows, refusals, tokens and money by model. */
export function UsagePart({ usage: table }: { readonly usage: UsageTable }): ReactElement {
  const { usage } = useAppContext();
  const plan = usePlan();
  const intake = useApp((state) => state.intake);
  const names = useApp((state) => state.modelNames);
  const [shows, setShows] = useState(false);
  const { summary, imports } = table;
  const refused = imports.reduce((sum, { problems }) => sum + problems, 0);
  const runs = summary.runs.named + summary.runs.byPause + summary.runs.single;
  const known = [
    { value: "", label: "not in the plan" },
    ...Object.entries(plan.models).map(([id, { name }]) => ({ value: id, label: name ?? id })),
  ];
  const models = tokensByModel(summary);
  return (
    <section aria-labelledby="usage-files" className="actuals-part">
      <header className="chart-head">
        <h2 id="usage-files" className="part-heading">
          What was in the file?
        </h2>
        <span className="chart-head-gap" />
        {intake.status === "none" && (
          <IconButton label="Import more usage" icon="plus" onClick={() => void usage.pick()} />
        )}
      </header>
      <IntakePart />
      {intake.status === "none" && (
        <>
          <OverlapQuestions table={table} />
          <p className="part-words">
            <strong>{`${formatCount(summary.rows)} rows counted`}</strong>
            {`, ${periodWords(summary, { start: epochDayOf(plan.fiscalYear.start) })}: ${formatCount(runs)} runs. ${refusedWords(refused)} `}
            {refused > 0 && (
              <Button kind="link" onClick={() => setShows(true)}>
                Show them
              </Button>
            )}
          </p>
          <table className="table usage-models">
            <caption className="visually-hidden">Models in the usage, and the plan’s model for each</caption>
            <thead>
              <tr>
                <th scope="col">model</th>
                <th scope="col">used as</th>
                <th scope="col" className="numeric">
                  tokens
                </th>
              </tr>
            </thead>
            <tbody>
              {models.slice(0, MOST_MODELS).map(([model, tokens]) => (
                <tr key={model}>
                  <th scope="row">{model}</th>
                  <td>
                    <Select
                      label={`${model} is used as`}
                      hideLabel
                      options={known}
                      value={modelOf(plan, table, names, model) ?? ""}
                      onChange={(id) => usage.nameModel(model, id)}
                    />
                  </td>
                  <td className="numeric">{formatTokens(tokens)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {models.length > MOST_MODELS && (
            <p className="note">{`${formatCount(models.length - MOST_MODELS)} more models with fewer tokens.`}</p>
          )}
          {summary.money.map(({ currency, billed, list, compared }) => (
            <p key={currency} className="note">
              {compared !== null && billed !== null
                ? `Billed ${formatCountedMoney(currency, compared.billed)}, at list price ${formatCountedMoney(currency, compared.list)}.`
                : billed !== null
                  ? `Billed ${formatCountedMoney(currency, billed)}; list price not known.`
                  : list !== null
                    ? `At list price ${formatCountedMoney(currency, list)}; no bill.`
                    : "No bill and no list price."}
            </p>
          ))}
          {summary.doubts.map((warning) => (
            <p key={warning} className="actuals-doubt">
              {warning}
            </p>
          ))}
          <CountedSources table={table} />
          <SettledOverlaps table={table} />
          <Rules table={table} />
          <DayZones table={table} />
          <Imports table={table} />
          <p className="note">Names of people are not shown. No chart ranks people.</p>
        </>
      )}
      {shows && <Problems table={table} onClose={() => setShows(false)} />}
    </section>
  );
}

const MOST_MODELS = 6;

/** All tokens of each model, whoever sold them, most first. */
function tokensByModel({ models }: UsageTable["summary"]): [model: string, tokens: number][] {
  const sums = new Map<string, number>();
  for (const { model, tokens } of models)
    if (model !== null) sums.set(model, (sums.get(model) ?? 0) + allTokens(tokens));
  return [...sums].sort(([, one], [, other]) => other - one);
}

/**
 * Which of two sources that report the same work is counted: a click leaves the other one out, another takes it back.
 */
function CountedSources({ table: { summary } }: { readonly table: UsageTable }): ReactElement | null {
  const { usage } = useAppContext();
  // Of three that overlap, each is offered once.
  const doubled = [...new Set(overlapsOf(summary.sources).flatMap(({ one, other }) => [one, other]))];
  const back = summary.sources.filter(({ isLeftOut }) => isLeftOut);
  if (doubled.length + back.length === 0) return null;
  return (
    <div className="counted-sources">
      {doubled.map(({ source, name }) => (
        <Button
          key={source}
          kind="link"
          onClick={() =>
            void usage.changeSettings((said) => ({ ...said, leftOut: [...new Set([...(said.leftOut ?? []), source])] }))
          }
        >
          {`Leave out ${name}`}
        </Button>
      ))}
      {back.map(({ source, name }) => (
        <Button
          key={source}
          kind="link"
          onClick={() =>
            void usage.changeSettings((said) => ({
              ...said,
              leftOut: (said.leftOut ?? []).filter((one) => one !== source),
            }))
          }
        >
          {`Count ${name} again`}
        </Button>
      ))}
    </div>
  );
}

/** Rules that map rows to workloads of the plan: the first that fits wins. */
function Rules({ table: { settings, summary } }: { readonly table: UsageTable }): ReactElement {
  const { usage } = useAppContext();
  const plan = usePlan();
  const id = useId();
  const workloads = Object.entries(plan.workloads).map(([value, { name }]) => ({ value, label: name ?? value }));
  const fields = [
    ...summary.labels.map(({ name }) => name),
    ...["model", "provider", "source"].filter((name) => !summary.labels.some((label) => label.name === name)),
  ].map((name) => ({ value: name, label: name }));
  const save = (change: (settings: UsageSettings) => Partial<UsageSettings>): void =>
    void usage.changeSettings((said) => ({ ...said, ...change(said) }));
  const put = (at: number, change: Partial<WorkloadRule>): void =>
    save(({ rules }) => ({ rules: rules.map((rule, i) => (i === at ? { ...rule, ...change } : rule)) }));
  const unmapped = summary.workloads
    .filter(({ workload }) => workload === null || !Object.hasOwn(plan.workloads, workload))
    .reduce((sum, { runs }) => sum + runs, 0);
  const add = (): void => {
    const label = summary.labels[0];
    const text = label?.values[0]?.value ?? summary.sources[0]?.source ?? "";
    if (text === "" || workloads[0] === undefined) return;
    const rule: WorkloadRule = { field: label?.name ?? "source", match: "is", text, workload: workloads[0].value };
    save(({ rules }) => ({ rules: [...rules, rule] }));
  };
  return (
    <section aria-labelledby={id} className="rules">
      <h3 id={id} className="rules-heading">
        Which workload do the runs belong to?
      </h3>
      {unmapped > 0 && <p className="note">{`${formatCount(unmapped)} runs have no workload yet.`}</p>}
      <ol>
        {settings.rules.map((rule, i) => (
          <li key={i} className="rule">
            <Select
              label={`Field of rule ${i + 1}`}
              hideLabel
              options={
                fields.some(({ value }) => value === rule.field)
                  ? fields
                  : [{ value: rule.field, label: rule.field }, ...fields]
              }
              value={rule.field}
              onChange={(field) => put(i, { field })}
            />
            <Select
              label={`How rule ${i + 1} compares`}
              hideLabel
              options={[
                { value: "is", label: "is" },
                { value: "contains", label: "contains" },
              ]}
              value={rule.match}
              onChange={(match) => put(i, { match })}
            />
            <Field
              label={`Text of rule ${i + 1}`}
              hideLabel
              value={rule.text}
              width={96}
              onCommit={(text) =>
                text.trim() === ""
                  ? "Type the text to look for."
                  : (tooLong(text) ?? (put(i, { text: text.trim() }), null))
              }
            />
            <Select
              label={`Workload of rule ${i + 1}`}
              hideLabel
              options={workloads}
              value={rule.workload}
              onChange={(workload) => put(i, { workload })}
            />
            <IconButton
              label={`Remove rule ${i + 1}`}
              icon="close"
              onClick={() => save(({ rules }) => ({ rules: rules.filter((_, at) => at !== i) }))}
            />
          </li>
        ))}
      </ol>
      <div className="rules-foot">
        <Button kind="link" onClick={add}>
          Add a rule
        </Button>
        {summary.runs.byPause > 0 && (
          <Field
            label="A run ends after a pause of"
            value={String(settings.pauseMinutes)}
            unit="minutes"
            width={56}
            align="end"
            onCommit={(text) => {
              const minutes = Number(text);
              if (!(minutes >= 1 && minutes <= 1_440)) return "1 to 1,440 minutes.";
              save(() => ({ pauseMinutes: minutes }));
              return null;
            }}
          />
        )}
      </div>
    </section>
  );
}

/**
 * The time zone whose days requests are counted by, source by source; days that an export has summed up itself stay as
 * they are.
 */
function DayZones({ table: { settings, summary } }: { readonly table: UsageTable }): ReactElement | null {
  const { usage } = useAppContext();
  if (summary.sources.length === 0) return null;
  const zones = settings.timeZones ?? {};
  return (
    <details className="imports">
      <summary>Time zone of the days</summary>
      <p className="note">
        Requests are counted by the days of this time zone. Totals by day in an export do not change.
      </p>
      <ul>
        {summary.sources.map(({ source, name }) => (
          <li key={source}>
            <Field
              label={name}
              value={zones[source] ?? "UTC"}
              width={160}
              onCommit={(text) => {
                const zone = text.trim() === "" ? "UTC" : text.trim();
                if (!isTimeZone(zone)) return "Type a time zone such as Europe/Berlin.";
                void usage.changeSettings((now) => ({ ...now, timeZones: { ...now.timeZones, [source]: zone } }));
                return null;
              }}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Past imports file by file, with what of them is not counted and what that would come to. */
function Imports({ table: { imports } }: { readonly table: UsageTable }): ReactElement {
  const { usage } = useAppContext();
  return (
    <details className="imports">
      <summary>{`${formatCount(imports.length)} ${imports.length === 1 ? "import" : "imports"}`}</summary>
      <ul>
        {imports.map(({ id, files, added }) => (
          <li key={id}>
            <span>
              {`${files[0]?.name ?? "no file"}${files.length > 1 ? ` and ${formatCount(files.length - 1)} more` : ""}: ${formatCount(added)} rows counted`}
              {files
                .filter(({ known, waiting }) => known + waiting > 0)
                .slice(0, MOST_FILES)
                .map(({ name, known, waiting, knownWorth, waitingWorth }) => (
                  <span key={name} className="import-known">
                    {known > 0 &&
                      `${name}: ${rowWords(known)} already counted from another file (${rowsWorth(knownWorth.tokens, knownWorth.money)}). `}
                    {waiting > 0 &&
                      `${name}: ${rowWords(waiting)} not counted until you answer (${rowsWorth(waitingWorth.tokens, waitingWorth.money)}).`}
                  </span>
                ))}
            </span>
            <IconButton
              label={`Remove the import of ${files[0]?.name ?? "no file"}`}
              icon="trash"
              onClick={() => void usage.remove(id)}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Files of an import whose uncounted rows are listed. */
const MOST_FILES = 200;

function rowWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "row" : "rows"}`;
}

/** Rows that could not be read, with line and reason. */
function Problems({
  table: { imports },
  onClose,
}: {
  readonly table: UsageTable;
  readonly onClose: () => void;
}): ReactElement {
  const { services } = useAppContext();
  const [listed, setListed] = useState<readonly ListedProblem[] | null>(null);
  const [total, setTotal] = useState(0);
  useEffect(() => {
    let isLeft = false;
    const ask = async (): Promise<void> => {
      const replies = await Promise.all(
        imports
          .filter(({ problems }) => problems > 0)
          .map(({ id }) => services.host.listUsageProblems({ import: id, from: 0, most: MOST_PROBLEMS })),
      );
      if (isLeft) return;
      setListed(replies.flatMap((reply) => (reply.ok ? reply.value.listed : [])));
      setTotal(replies.reduce((sum, reply) => sum + (reply.ok ? reply.value.total : 0), 0));
    };
    void ask();
    return () => {
      isLeft = true;
    };
  }, [imports, services]);
  return (
    <Dialog label="Refused rows" onClose={onClose}>
      {listed === null ? (
        <p>Loading…</p>
      ) : (
        <>
          {total > listed.length && (
            <p className="note">{`The first ${formatCount(listed.length)} of ${formatCount(total)}.`}</p>
          )}
          <div className="data-table" tabIndex={0} role="region" aria-label="Refused rows in detail">
            <table>
              <thead>
                <tr>
                  <th scope="col">file</th>
                  <th scope="col" className="numeric">
                    line
                  </th>
                  <th scope="col">reason</th>
                </tr>
              </thead>
              <tbody>
                {listed.map(({ file, line, reason }, i) => (
                  <tr key={i}>
                    <td>{file}</td>
                    <td className="numeric">{formatCount(line)}</td>
                    <td>{reason}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Dialog>
  );
}

const MOST_PROBLEMS = 500;
