import { Tooltip } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { GLOSSARY } from "./glossary.ts";
import type { TermId } from "./glossary.ts";

/** A word of the field; what it means shows on hover and on focus. */
export function Term({ id, children }: { readonly id: TermId; readonly children: ReactNode }): ReactElement {
  return (
    <Tooltip.Provider delayDuration={300}>
      <Tooltip.Root>
        <Tooltip.Trigger asChild>
          <button type="button" className="term">
            {children}
          </button>
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content className="popover tooltip" sideOffset={4} collisionPadding={8}>
            {GLOSSARY[id]}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}
