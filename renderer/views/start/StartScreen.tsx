import type { ReactElement } from "react";
import { templates } from "../../../shared/plan/templates/templates.ts";
import { Button } from "../../controls/Button.tsx";
import { useAppContext } from "../../state/useApp.tsx";

export function StartScreen(): ReactElement {
  const { files } = useAppContext();
  return (
    <div>
      {templates.map((template) => (
        <Button key={template.id} onClick={() => files.useTemplate(template)}>
          {template.name}
        </Button>
      ))}
    </div>
  );
}
