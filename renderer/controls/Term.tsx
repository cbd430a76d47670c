import * as Popover from "@radix-ui/react-popover";
import {
  useEffect,
  useId,
  useRef,
  useState,
  type ComponentProps,
  type Dispatch,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
  type SetStateAction,
} from "react";
import { TERM_PAGES } from "#shared/guide/contents.ts";
import { GLOSSARY, type TermId } from "#shared/guide/glossary.ts";
import { GuideLink } from "./GuideLink.tsx";

/** How long a pointer rests on a word before it is explained, ms. */
const REST = 300;

/**
 * A word of the field. What it means is shown by a click, a touch, Enter or Space, and to a pointer or the focus that
 * rests on it; Escape closes it.
 */
export function Term({ id, children }: { readonly id: TermId; readonly children: ReactNode }): ReactElement {
  const { shown, setShown, pointing } = useShownWord();
  const word = useRef<HTMLButtonElement>(null);
  const link = useRef<HTMLSpanElement>(null);
  const contentId = useId();
  return (
    <Popover.Root open={shown !== "no"} onOpenChange={(open) => !open && setShown("no")}>
      <Popover.Anchor asChild>
        <button
          ref={word}
          type="button"
          className="term"
          aria-expanded={shown !== "no"}
          aria-describedby={shown === "no" ? undefined : contentId}
          {...pointing}
          onFocus={() => setShown((now) => (now === "no" ? "hovered" : now))}
          onBlur={(event) => {
            if (!isWithin(link.current, event.relatedTarget)) setShown("no");
          }}
          onKeyDown={(event) => tabInto(event, link.current)}
        >
          {children}
        </button>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
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
          <Meaning
            id={id}
            contentId={contentId}
            isKept={shown === "kept"}
            link={link}
            onLeave={() => setShown("no")}
            onBack={() => word.current?.focus()}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type ShownWord = "no" | "hovered" | "kept";

/** A click keeps the explanation; a pointer that only rested on the word takes it along when it leaves. */
function useShownWord(): {
  readonly shown: ShownWord;
  readonly setShown: Dispatch<SetStateAction<ShownWord>>;
  readonly pointing: Pick<ComponentProps<"button">, "onClick" | "onPointerEnter" | "onPointerLeave">;
} {
  const [shown, setShown] = useState<ShownWord>("no");
  const rest = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(rest.current), []);
  return {
    shown,
    setShown,
    pointing: {
      onClick: () => {
        window.clearTimeout(rest.current);
        setShown((now) => (now === "kept" ? "no" : "kept"));
      },
      onPointerEnter: (event) => {
        if (event.pointerType !== "mouse") return;
        window.clearTimeout(rest.current);
        rest.current = window.setTimeout(() => setShown((now) => (now === "no" ? "hovered" : now)), REST);
      },
      onPointerLeave: () => {
        window.clearTimeout(rest.current);
        setShown((now) => (now === "hovered" ? "no" : now));
      },
    },
  };
}

interface MeaningProps {
  readonly id: TermId;
  readonly contentId: string;
  /** Whether it stays while the reader goes into it. */
  readonly isKept: boolean;
  readonly link: RefObject<HTMLSpanElement | null>;
  readonly onLeave: () => void;
  readonly onBack: () => void;
}

/** What a word means, and where the guide says more. */
function Meaning({ id, contentId, isKept, link, onLeave, onBack }: MeaningProps): ReactElement {
  const page = TERM_PAGES[id];
  return (
    <>
      <span id={contentId} role="tooltip">
        {GLOSSARY[id]}
      </span>
      {isKept && (
        <span
          ref={link}
          className="term-more"
          onBlur={onLeave}
          onKeyDown={(event) => {
            if (event.key !== "Tab") return;
            // Back to the word, and from there on as the key says.
            if (event.shiftKey) event.preventDefault();
            onBack();
          }}
        >
          <GuideLink page={page ?? "words"} part={page === undefined ? id : null}>
            More in the guide
          </GuideLink>
        </span>
      )}
    </>
  );
}

/** What is explained lies at the end of the page: Tab leads into it as if it stood beside the word. */
function tabInto(event: KeyboardEvent, place: Element | null): void {
  const first = place?.querySelector("button");
  if (event.key !== "Tab" || event.shiftKey || first === null || first === undefined) return;
  event.preventDefault();
  first.focus();
}

function isWithin(place: Element | null, target: EventTarget | null): boolean {
  return place !== null && target instanceof Node && place.contains(target);
}
