import { type ReactElement, useState } from "react";
import { formatCount, formatTokens } from "#shared/format/counts.ts";
import { formatCountedMoney } from "#shared/format/money.ts";
import { epochDayOf } from "#shared/units.ts";
import { allTokens } from "#shared/usage/usageRow.ts";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { modelOf } from "#renderer/state/usage/models.ts";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { IntakePart } from "#renderer/views/actuals/intake/IntakePart.tsx";
import { OverlapQuestions, SettledOverlaps } from "#renderer/views/actuals/OverlapsPart.tsx";
import { periodWords, refusedWords } from "#shared/usage/plan/usageSource.ts";
import { CountedSources } from "./CountedSources.tsx";
import { Rules } from "./Rules.tsx";
import { DayZones } from "./DayZones.tsx";
import { Imports } from "./Imports.tsx";
import { Problems } from "./Problems.tsx";

/** What was imported: rows, refusals, tokens and money by model. */
export function UsagePart({ usage: table }: { readonly usage: UsageTable }): ReactElement {
  const { usage } = useAppContext();
  const plan = usePlan();
  const intake = useApp((state) => state.intake);
  const [shows, setShows] = useState(false);
  const { summary, imports } = table;
  const refused = imports.reduce((sum, { problems }) => sum + problems, 0);
  const runs = summary.runs.named + summary.runs.byPause + summary.runs.single;
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
          <UsedModels table={table} />
          <MoneyNotes summary={summary} />
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

/** The models of the usage, and the plan's model that each stands for. */
function UsedModels({ table }: { readonly table: UsageTable }): ReactElement {
  const { usage } = useAppContext();
  const plan = usePlan();
  const names = useApp((state) => state.modelNames);
  const known = [
    { value: "", label: "not in the plan" },
    ...Object.entries(plan.models).map(([id, { name }]) => ({ value: id, label: name ?? id })),
  ];
  const models = tokensByModel(table.summary);
  return (
    <>
      <table className="table usage-models">
        <caption className="visually-hidden">Models in the usage, and the plan’s model for each</caption>
        <HeadRow heads={["model", "used as", figures("tokens")]} />
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
    </>
  );
}

/** What was billed and what it costs at list price, a note a currency. */
function MoneyNotes({ summary }: { readonly summary: UsageTable["summary"] }): ReactElement {
  return (
    <>
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
    </>
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
