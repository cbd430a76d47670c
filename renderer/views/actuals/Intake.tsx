import { useState, type ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { formatPercent } from "#shared/format/chances.ts";
import type { ColumnField, ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { isOwnTable, OWN_TABLE } from "#renderer/state/usage/models.ts";
import type { UsagePart } from "#renderer/state/usageState.ts";
import { useApp, useAppContext } from "#renderer/state/useApp.tsx";
import { COLUMN_MEANINGS } from "./columnFields.ts";

/**
 * Files on their way in: what each is taken for, what is asked, and how far the import is. Null: nothing is on its way.
 */
export function IntakePart(): ReactElement | null {
  const { usage } = useAppContext();
  const intake = useApp((state) => state.intake);
  switch (intake.status) {
    case "none":
      return null;
    case "looking":
      return (
        <div className="intake">
          <p role="status">{intake.parts.length === 0 ? "Reading the files…" : "Reading more files…"}</p>
          <PartList parts={intake.parts} />
        </div>
      );
    case "importing": {
      const { progress } = intake;
      const share = progress === null || progress.bytes === 0 ? 0 : progress.doneBytes / progress.bytes;
      return (
        <div className="intake">
          <p role="status">
            {progress === null
              ? "Starting the import…"
              : `${formatPercent(Math.floor(share * 100) / 100)} read, ${formatCount(progress.rows)} rows${progress.problems > 0 ? `, ${formatCount(progress.problems)} refused` : ""}.`}
          </p>
          <progress className="intake-progress" aria-label="Import" max={1} value={share} />
          <div className="intake-actions">
            <Button onClick={() => void usage.cancel()}>Cancel the import</Button>
          </div>
        </div>
      );
    }
    case "understood": {
      const taken = intake.parts.filter(({ isLeftOut }) => !isLeftOut);
      const unmapped = taken.filter(needsColumns);
      return (
        <div className="intake">
          <PartList parts={intake.parts} />
          {unmapped.length > 0 && (
            <p className="note">{`Choose which column of ${unmapped.map(({ name }) => name).join(", ")} holds the time, or leave it out.`}</p>
          )}
          <div className="intake-actions">
            <Button
              kind="primary"
              disabled={taken.length === 0 || unmapped.length > 0}
              onClick={() => void usage.start()}
            >
              {taken.length === 1 ? "Import the file" : `Import ${formatCount(taken.length)} files`}
            </Button>
            <Button onClick={() => void usage.cancel()}>Cancel</Button>
          </div>
        </div>
      );
    }
    default:
      throw new Error(`no such intake: ${JSON.stringify(intake satisfies never)}`);
  }
}

function PartList({ parts }: { readonly parts: readonly UsagePart[] }): ReactElement {
  return (
    <ul className="intake-parts">
      {parts.map((part) => (
        <PartRow key={part.part} part={part} />
      ))}
    </ul>
  );
}

function needsColumns(part: UsagePart): boolean {
  return isOwnTable(part) && part.columns === null;
}

function PartRow({ part }: { readonly part: UsagePart }): ReactElement {
  const { usage } = useAppContext();
  const { look, name } = part;
  const formats = [
    ...look.formats
      .filter(({ format }) => format !== OWN_TABLE)
      .map(({ format, name: label }) => ({ value: format, label })),
    ...(look.columns.length > 0 ? [{ value: OWN_TABLE, label: "Table with columns of its own" }] : []),
  ];
  const isAsked = look.isGuess || look.formats.length !== 1;
  const reason = look.formats.find(({ format }) => format === part.format)?.reason;
  return (
    <li>
      <p className="intake-file">
        <Icon name="file" />
        <strong>{name}</strong>
        <span className="note">
          {look.issue !== null
            ? "cannot be read"
            : isAsked
              ? "Choose its format."
              : `${look.formats[0]!.name}, recognized`}
        </span>
      </p>
      {look.issue !== null ? (
        <p className="note">{look.issue}</p>
      ) : (
        <>
          {isAsked && formats.length > 0 && (
            <Select
              label={`Format of ${name}`}
              hideLabel
              options={formats}
              value={part.format ?? OWN_TABLE}
              onChange={(format) => usage.changePart(part.part, { format })}
            />
          )}
          {reason !== undefined && <p className="note">{`Because ${reason}.`}</p>}
          {isOwnTable(part) ? (
            <ColumnsTable part={part} />
          ) : (
            <>
              <OpenStyle part={part} />
              <SampleTable part={part} />
            </>
          )}
          <label className="intake-choice">
            <input
              type="checkbox"
              checked={!part.isLeftOut}
              onChange={(event) => usage.changePart(part.part, { isLeftOut: !event.target.checked })}
            />
            {`Import ${name}`}
          </label>
        </>
      )}
    </li>
  );
}

const FIELD_NAMES = Object.keys(COLUMN_MEANINGS) as ColumnField[];
const LEFT_OUT = "";
const LABEL = "label";

/** What a column is taken as. */
function meaningOf(columns: ColumnMap | null, name: string): ColumnField | typeof LABEL | typeof LEFT_OUT {
  if (columns === null) return LEFT_OUT;
  return (
    FIELD_NAMES.find((field) => columns[field] === name) ?? (columns.labels?.includes(name) === true ? LABEL : LEFT_OUT)
  );
}

/** The map after a column was given another meaning; null: no column holds the time. */
export function withMeaning(columns: ColumnMap | null, name: string, meaning: string): ColumnMap | null {
  const {
    labels = [],
    inputIncludesCache,
    outputIncludesReasoning,
    dayFirst,
    decimalComma,
    ...fields
  } = columns ?? { time: "" };
  const said = Object.fromEntries(
    Object.entries({ inputIncludesCache, outputIncludesReasoning, dayFirst, decimalComma }).filter(
      ([, each]) => each !== undefined,
    ),
  );
  const others = Object.fromEntries(
    Object.entries(fields).filter(([field, column]) => column !== name && field !== meaning && column !== ""),
  );
  const named: Partial<Record<ColumnField, string>> =
    meaning === LEFT_OUT || meaning === LABEL ? others : { ...others, [meaning]: name };
  const labelColumns = [...labels.filter((label) => label !== name), ...(meaning === LABEL ? [name] : [])];
  if (named.time === undefined) return null;
  return { ...named, time: named.time, ...(labelColumns.length > 0 ? { labels: labelColumns } : {}), ...said };
}

function ColumnsTable({ part }: { readonly part: UsagePart }): ReactElement {
  const { usage } = useAppContext();
  // Without a time there is no map yet; what was said of other columns waits here.
  const [draft, setDraft] = useState<Readonly<Record<string, string>>>({});
  const options = [
    { value: LEFT_OUT, label: "left out" },
    ...FIELD_NAMES.map((field) => ({ value: field, label: COLUMN_MEANINGS[field] })),
    { value: LABEL, label: "project, team or key" },
  ];
  const change = (name: string, meaning: string): void => {
    const said = { ...draft, [name]: meaning };
    const columns =
      part.columns !== null
        ? withMeaning(part.columns, name, meaning)
        : Object.entries(said)
            .sort(([, one], [, other]) => Number(other === "time") - Number(one === "time"))
            .reduce<ColumnMap | null>((map, [column, word]) => withMeaning(map, column, word), null);
    setDraft(columns === null ? said : {});
    usage.changePart(part.part, { columns });
  };
  return (
    <>
      <table className="table intake-columns">
        <caption className="visually-hidden">{`Columns of ${part.name}`}</caption>
        <thead>
          <tr>
            <th scope="col">column</th>
            <th scope="col">used as</th>
            <th scope="col" className="numeric">
              for example
            </th>
          </tr>
        </thead>
        <tbody>
          {part.look.columns.map((name, i) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <Select
                  label={`${name} is used as`}
                  hideLabel
                  options={options}
                  value={draft[name] ?? meaningOf(part.columns, name)}
                  onChange={(meaning) => change(name, meaning)}
                />
              </td>
              <td className="numeric note">
                {(draft[name] ?? meaningOf(part.columns, name)) === "user" ||
                mayNamePeople(name, part.look.sample[0]?.[i] ?? "")
                  ? "not shown"
                  : (part.look.sample[0]?.[i] ?? "")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {part.columns !== null && <Readings part={part} columns={part.columns} />}
    </>
  );
}

const AS_FOUND = "as found";

/** What a user can state of how days and numbers are written. */
const STYLES = [
  {
    field: "dayFirst" as const,
    label: "Days such as 05/08/2026",
    found: "detect from the file",
    yes: "day first",
    no: "month first",
  },
  {
    field: "decimalComma" as const,
    label: "Numbers such as 1,234",
    found: "detect from the file",
    yes: "a comma before the fraction",
    no: "a comma between thousands",
  },
];

/** Of a file of a known format: what nothing in it shows of how its days and numbers are written. */
function OpenStyle({ part }: { readonly part: UsagePart }): ReactElement | null {
  const { usage } = useAppContext();
  const { look, name, style = {} } = part;
  const open = STYLES.filter(({ field }) => look.openStyle?.includes(field) === true);
  if (open.length === 0) return null;
  const change = (field: (typeof STYLES)[number]["field"], value: string): void => {
    const { [field]: _, ...rest } = style;
    usage.changePart(part.part, { style: value === AS_FOUND ? rest : { ...rest, [field]: value === "yes" } });
  };
  return (
    <div className="intake-readings">
      <p className="note">{`Nothing in ${name} shows how these are written. Rows that can be read in two ways are left out until you say it.`}</p>
      {open.map(({ field, label, yes, no }) => (
        <Select
          key={field}
          label={label}
          options={[
            { value: AS_FOUND, label: "not said" },
            { value: "yes", label: yes },
            { value: "no", label: no },
          ]}
          value={style[field] === undefined ? AS_FOUND : style[field] ? "yes" : "no"}
          onChange={(value) => change(field, value)}
        />
      ))}
    </div>
  );
}

/** How cells are read that columns alone do not explain: what the counts include, and which way days are written. */
function Readings({ part, columns }: { readonly part: UsagePart; readonly columns: ColumnMap }): ReactElement {
  const { usage } = useAppContext();
  const hasCache =
    columns.cacheRead !== undefined || columns.cacheWrite !== undefined || columns.cacheWriteHour !== undefined;
  const readings = [
    ...(hasCache && columns.input !== undefined
      ? [
          {
            field: "inputIncludesCache" as const,
            label: "Cached tokens",
            found: "decide by the total; otherwise separate from input",
            yes: "included in input",
            no: "separate from input",
          },
        ]
      : []),
    ...(columns.reasoning !== undefined && columns.output !== undefined
      ? [
          {
            field: "outputIncludesReasoning" as const,
            label: "Reasoning tokens",
            found: "decide by the total; otherwise separate from output",
            yes: "included in output",
            no: "separate from output",
          },
        ]
      : []),
    ...STYLES,
  ];
  const change = (field: (typeof readings)[number]["field"], value: string): void => {
    const { [field]: _, ...rest } = columns;
    usage.changePart(part.part, { columns: value === AS_FOUND ? rest : { ...rest, [field]: value === "yes" } });
  };
  return (
    <div className="intake-readings">
      {readings.map(({ field, label, found, yes, no }) => (
        <Select
          key={field}
          label={label}
          options={[
            { value: AS_FOUND, label: found },
            { value: "yes", label: yes },
            { value: "no", label: no },
          ]}
          value={columns[field] === undefined ? AS_FOUND : columns[field] ? "yes" : "no"}
          onChange={(value) => change(field, value)}
        />
      ))}
    </div>
  );
}

/** Columns that hold people, by their usual names: their cells are not shown. */
const PEOPLE = /user|email|actor|member|developer|name|owner|author/i;

/** Whether a cell may say who somebody is: it is not shown, whatever its column is taken as. */
function mayNamePeople(column: string, cell: string): boolean {
  return cell.includes("@") || (PEOPLE.test(column) && !/model/i.test(column));
}

/** Columns of a known format with an example: the format says what they mean. */
function SampleTable({ part: { look, name } }: { readonly part: UsagePart }): ReactElement | null {
  const cells = look.columns
    .map((column, i) => ({ column, cell: look.sample.map((row) => row[i] ?? "").find((text) => text !== "") ?? "" }))
    .filter(({ column, cell }) => !mayNamePeople(column, cell));
  if (cells.length === 0) return null;
  return (
    <table className="table intake-columns">
      <caption className="visually-hidden">{`Columns of ${name}`}</caption>
      <thead>
        <tr>
          <th scope="col">column</th>
          <th scope="col" className="numeric">
            for example
          </th>
        </tr>
      </thead>
      <tbody>
        {cells.slice(0, SHOWN).map(({ column, cell }) => (
          <tr key={column}>
            <th scope="row">{column}</th>
            <td className="numeric note">{cell}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const SHOWN = 8;
