import type { ReactElement } from "react";
import { Button } from "#renderer/controls/Button.tsx";
import { useApp } from "#renderer/state/useApp.tsx";

export interface MovedSectionProps {
  readonly isPrinted: boolean;
  readonly onChange: (isPrinted: boolean) => void;
}

/** Whether what moved since an earlier version is printed; where none is compared, the way to choose one. */
export function MovedSection({ isPrinted, onChange }: MovedSectionProps): ReactElement {
  const compared = useApp((state) => state.compared);
  const goTo = useApp((state) => state.goTo);
  const showPart = useApp((state) => state.showScenariosPart);
  if (compared !== null)
    return (
      <label>
        <input type="checkbox" checked={isPrinted} onChange={(event) => onChange(event.target.checked)} />{" "}
        {`What moved since ${compared.name}`}
      </label>
    );
  return (
    <Button
      kind="link"
      onClick={() => {
        showPart("versions");
        goTo("scenarios");
      }}
    >
      Add what moved since an earlier version
    </Button>
  );
}
