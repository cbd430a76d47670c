import { useEffect } from "react";
import { useApp } from "#renderer/state/useApp.tsx";

const FOCUSABLE =
  'input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [role="slider"], button:not([disabled])';

/**
 * Leads the focus to the input that a link or the palette found. Inputs carry their JSON pointer (`data-pointer`); what
 * has none of its own is within the part that holds it, so the nearest part above takes the focus, and the page itself
 * where there is none: never nothing.
 */
export function useFound(): void {
  const pointer = useApp((state) => state.focusedInput);
  const requests = useApp((state) => state.focusRequests);
  useEffect(() => {
    if (requests === 0 || pointer === null) return undefined;
    // The screen and the editor that the link opens are drawn first, and the palette is gone.
    const frame = requestAnimationFrame(() => {
      const page = document.querySelector<HTMLElement>("main");
      const place = page === null ? null : nearest(page, pointer);
      const target =
        place === null
          ? page
          : place.matches(FOCUSABLE)
            ? place
            : (place.querySelector<HTMLElement>(FOCUSABLE) ?? page);
      for (
        let folded = place?.closest("details");
        folded !== null && folded !== undefined;
        folded = folded.parentElement?.closest("details")
      )
        folded.open = true;
      target?.scrollIntoView({ block: "center" });
      target?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [pointer, requests]);
}

/** The element of a pointer, or of the nearest one above it that is drawn. */
function nearest(page: HTMLElement, pointer: string): HTMLElement | null {
  const places = [...page.querySelectorAll<HTMLElement>("[data-pointer]")];
  for (let at = pointer; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
    const found = places.find(({ dataset }) => dataset["pointer"] === at);
    if (found !== undefined) return found;
  }
  return null;
}
