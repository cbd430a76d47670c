import type { ReactElement } from "react";
import { Button } from "./Button.tsx";

/** Makes a scenario of one row of a table; what it would be of is said to who cannot see the row. */
export function ScenarioButton({
  of,
  disabled = false,
  onClick,
}: {
  readonly of: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}): ReactElement {
  return (
    <Button kind="link" disabled={disabled} onClick={onClick}>
      {"Scenario "}
      <span className="visually-hidden">{`of ${of}`}</span>
    </Button>
  );
}
