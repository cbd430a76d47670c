import { type ReactElement, type ReactNode } from "react";
import { Button } from "#renderer/controls/Button.tsx";
import { FilePicker, TABLE_FILES } from "#renderer/controls/FilePicker.tsx";
import { Icon, type IconName } from "#renderer/controls/Icon.tsx";
import { dayOf, openBlankPlan, startSetUp } from "#renderer/state/setUp.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { useStartFrom } from "./useStartFrom.ts";

/** The four ways to a plan: six questions, a spreadsheet, usage exports, a file. */
export function WaysIn(): ReactElement {
  const { store, services, files } = useAppContext();
  const start = useStartFrom();
  const today = (): string => dayOf(services.clock.now());
  return (
    <>
      <ul className="ways-in">
        <Way
          icon="plus"
          name="New plan"
          keys="Ctrl N"
          isFirst
          words="Six questions in a planner’s words. Each can be skipped; the forecast follows every answer."
        >
          <Button kind="primary" onClick={() => startSetUp(store, today())}>
            New plan
          </Button>
          <Button kind="link" onClick={() => openBlankPlan(store, today())}>
            Start from a blank plan
          </Button>
        </Way>
        <Way
          icon="table"
          name="From a spreadsheet"
          words="Head count, spend or seats by month, pasted or opened. Months and tools are matched by their names."
        >
          <FilePicker
            words="Open a spreadsheet"
            accept={TABLE_FILES}
            label="Spreadsheet with head count, spend or seats by month"
            onFile={(file) => void start.fromFile(file)}
          />
          <Button kind="link" onClick={() => void start.fromClipboard()}>
            Paste
          </Button>
        </Way>
        <Way
          icon="import"
          name="From usage exports"
          words="Bills, gateway logs, console exports. Demand and costs are then fitted to your own runs."
        >
          <Button onClick={() => start.fromUsage()}>Choose exports</Button>
        </Way>
        <Way
          icon="folder"
          name="Open"
          keys="Ctrl O"
          words="A plan of yours, or one that somebody sent you. It is a plain file."
        >
          <Button onClick={() => void files.open()}>Open a plan</Button>
        </Way>
      </ul>
      <p className="note">Or drop any of these files anywhere on this window.</p>
    </>
  );
}

function Way({
  icon,
  name,
  words,
  keys,
  isFirst = false,
  children,
}: {
  readonly icon: IconName;
  readonly name: string;
  readonly words: string;
  readonly keys?: string;
  readonly isFirst?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <li className={isFirst ? "way-in way-in-first" : "way-in"}>
      <h2 className="way-in-name">
        <Icon name={icon} size={17} />
        {name}
        {keys !== undefined && (
          <span className="tick" aria-hidden="true">
            {keys}
          </span>
        )}
      </h2>
      <p>{words}</p>
      <div className="way-in-actions">{children}</div>
    </li>
  );
}
