import type { ReactElement } from "react";
import { GuideLink } from "#renderer/controls/GuideLink.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { UNREAD_USAGE } from "#renderer/state/planFiles/notices.ts";
import { isOwnTable, OWN_TABLE } from "#renderer/state/usage/models.ts";
import type { UsagePart } from "#renderer/state/usageState.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { ColumnsTable } from "./ColumnsTable.tsx";
import { OpenStyle } from "./OpenStyle.tsx";
import { SampleTable } from "./SampleTable.tsx";

export function needsColumns(part: UsagePart): boolean {
  return isOwnTable(part) && part.columns === null;
}

/** The formats that a file may be of, to choose from. */
function formatsOf({ look }: UsagePart): { readonly value: string; readonly label: string }[] {
  return [
    ...look.formats
      .filter(({ format }) => format !== OWN_TABLE)
      .map(({ format, name: label }) => ({ value: format, label })),
    ...(look.columns.length > 0 ? [{ value: OWN_TABLE, label: "Table with columns of its own" }] : []),
  ];
}

export function PartRow({ part }: { readonly part: UsagePart }): ReactElement {
  const { usage } = useAppContext();
  const { look, name } = part;
  const formats = formatsOf(part);
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
        <p className="note">
          {look.issue} <GuideLink {...UNREAD_USAGE}>Which files can be read</GuideLink>
        </p>
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
