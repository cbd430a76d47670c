import type { ReactElement } from "react";
import { IconButton } from "#renderer/controls/Button.tsx";
import { ExportItems, type ExportItemsProps } from "./ExportItems.tsx";
import { Menu } from "#renderer/controls/Menu.tsx";

export interface ExportMenuProps extends ExportItemsProps {
  /** The heading of what is exported. */
  readonly question: string;
  /** Whether it is open, where a key opens it too. */
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/** The icon at the right of a heading that saves what stands under it. */
export function ExportMenu({ question, open, onOpenChange, ...items }: ExportMenuProps): ReactElement {
  return (
    <Menu
      label={`Export “${question}”`}
      align="end"
      trigger={<IconButton label={`Export “${question}”`} icon="export" />}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <ExportItems {...items} />
    </Menu>
  );
}
