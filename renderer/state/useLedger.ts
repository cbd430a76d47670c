import { useCallback, useEffect, useState } from "react";
import { addToLedger, lockForecast } from "#shared/forecast/lookingBack/ledger.ts";
import {
  describeLedgerIssue,
  EMPTY_LEDGER,
  ledgerText,
  readLedger,
  type Ledger,
} from "#shared/forecast/lookingBack/ledgerFile.ts";
import { describeHostFailure } from "#shared/host/failure.ts";
import type { Answers } from "./answers.ts";
import { useApp, useAppContext } from "./useApp.tsx";

/** The locked forecasts that lie beside the open plan's file. */
export type LedgerState =
  /** The plan has no file, so nothing can lie beside it. */
  | { readonly status: "unsaved" }
  | { readonly status: "reading" }
  /** It cannot be read; nothing is written over it. */
  | { readonly status: "refused"; readonly sentence: string }
  | { readonly status: "known"; readonly ledger: Ledger; readonly hash: string | null };

export interface LedgerFile {
  readonly state: LedgerState;
  /** Adds a forecast to the file, in the name of who gives it out. True: it is there. */
  readonly lock: (answers: Answers, author: string) => Promise<boolean>;
}

/**
 * Reads the ledger of the open plan, and adds to it. Another program may have added meanwhile: then it is read anew and
 * nothing is lost.
 */
export function useLedger(): LedgerFile {
  const { services } = useAppContext();
  const { host, clock } = services;
  const document = useApp((state) => state.file.document);
  const say = useApp((state) => state.say);
  const [found, setFound] = useState<{ readonly document: string; readonly state: LedgerState } | null>(null);

  const read = useCallback(
    async (of: string): Promise<void> => {
      const reply = await host.readLedger({ document: of });
      setFound({
        document: of,
        state: reply.ok ? ledgerOf(reply.value) : { status: "refused", sentence: describeHostFailure(reply.failure) },
      });
    },
    [host],
  );
  useEffect(() => {
    if (document !== null) void read(document);
  }, [document, read]);

  const state: LedgerState =
    document === null ? { status: "unsaved" } : found?.document === document ? found.state : { status: "reading" };
  const lock: LedgerFile["lock"] = async (answers, author) => {
    if (document === null || state.status !== "known") return false;
    const lockedOn = new Date(clock.now()).toISOString().slice(0, 10);
    const claims = new Map(Object.entries(answers.trials.claims));
    const ledger = addToLedger(
      state.ledger,
      lockForecast(answers.forecast, answers.facts, { author, lockedOn }, claims),
    );
    if (ledger === state.ledger) {
      say({ kind: "done", sentence: "This forecast is already locked." });
      return true;
    }
    const reply = await host.writeLedger({ document, text: ledgerText(ledger), expectedHash: state.hash });
    if (!reply.ok) {
      say({ kind: "wrong", sentence: describeHostFailure(reply.failure) });
      await read(document);
      return false;
    }
    setFound({ document, state: { status: "known", ledger, hash: reply.value.hash } });
    return true;
  };
  return { state, lock };
}

function ledgerOf(file: { readonly text: string; readonly hash: string } | null): LedgerState {
  if (file === null) return { status: "known", ledger: EMPTY_LEDGER, hash: null };
  const read = readLedger(file.text);
  if (!read.ok)
    return {
      status: "refused",
      sentence: `The forecast record beside the plan cannot be read. ${describeLedgerIssue(read.issues[0]!)}`,
    };
  return { status: "known", ledger: read.ledger, hash: file.hash };
}
