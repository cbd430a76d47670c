import type { IncomingMessage, ServerResponse } from "node:http";
import type { HostEvent } from "#shared/host/shellEvents.ts";
import { beginEvents } from "./replies.ts";

/** The pages that are open, each of which holds a request by which it hears of events. */
export interface OpenPages {
  /** Holds a page, by its key; an earlier request of the same page ends. */
  readonly hold: (page: string, request: IncomingMessage, response: ServerResponse) => void;
  readonly isOpen: (page: string) => boolean;
  /** How many have come so far. */
  readonly count: () => number;
  readonly send: (event: HostEvent) => void;
  /** Resolves after the last page has gone and not come back, or after `end`. */
  readonly ended: Promise<void>;
  readonly end: () => void;
}

/** No pages yet. `returnMs`: after the last one has gone, so long is left for it to come back: a reload is no end. */
export function createOpenPages(returnMs: number): OpenPages {
  const pages = new Map<string, ServerResponse>();
  let count = 0;
  let leaving: NodeJS.Timeout | null = null;
  const { promise: ended, resolve } = withResolver();
  const stay = (): void => {
    if (leaving !== null) clearTimeout(leaving);
    leaving = null;
  };
  return {
    hold: (page, request, response) => {
      stay();
      count++;
      pages.get(page)?.end();
      pages.set(page, response);
      beginEvents(response);
      request.socket.setTimeout(0);
      response.on("close", () => {
        if (pages.get(page) === response) pages.delete(page);
        if (pages.size === 0 && leaving === null) leaving = setTimeout(resolve, returnMs);
      });
    },
    isOpen: (page) => pages.has(page),
    count: () => count,
    send: (event) => pages.forEach((page) => page.write(`${JSON.stringify(event)}\n`)),
    ended,
    end: () => {
      stay();
      resolve();
    },
  };
}

function withResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((made) => (resolve = made));
  return { promise, resolve };
}
