import * as Popover from "@radix-ui/react-popover";
import { useEffect, useId, useRef, useState, type ReactElement, type ReactNode } from "react";
import { GLOSSARY, type TermId } from "#shared/guide/glossary.ts";

/** How long a pointer rests on a word before it is explained, ms. */
const REST = 300;

/**
 * A word of the field. What it means is shown by a click, a touch, Enter or Space, and to a pointer or the focus that
 * rests on it; Escape closes it.
 */
export function Term({ id, children }: { readonly id: TermId; readonly children: ReactNode }): ReactElement {
  // A click keeps the explanation; a pointer that only rested on the word takes it along when it leaves.
  const [shown, setShown] = useState<"no" | "hovered" | "kept">("no");
  const word = useRef<HTMLButtonElement>(null);
  const rest = useRef<number | undefined>(undefined);
  const contentId = useId();
  useEffect(() => () => window.clearTimeout(rest.current), []);
  const leave = (): void => {
    window.clearTimeout(rest.current);
    setShown((now) => (now === "hovered" ? "no" : now));
  };
  return (
    <Popover.Root open={shown !== "no"} onOpenChange={(open) => !open && setShown("no")}>
      <Popover.Anchor asChild>
        <button
          ref={word}
          type="button"
          className="term"
          aria-expanded={shown !== "no"}
          aria-describedby={shown === "no" ? undefined : contentId}
          onClick={() => {
            window.clearTimeout(rest.current);
            setShown((now) => (now === "kept" ? "no" : "kept"));
          }}
          onPointerEnter={(event) => {
            if (event.pointerType !== "mouse") return;
            window.clearTimeout(rest.current);
            rest.current = window.setTimeout(() => setShown((now) => (now === "no" ? "hovered" : now)), REST);
          }}
          onPointerLeave={leave}
          onFocus={() => setShown((now) => (now === "no" ? "hovered" : now))}
          onBlur={() => setShown("no")}
        >
          {children}
        </button>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          id={contentId}
          role="tooltip"
          className="popover tooltip"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => {
            // The word's own click says whether it closes.
            if (event.target instanceof Node && word.current?.contains(event.target) === true) event.preventDefault();
          }}
        >
          {GLOSSARY[id]}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
