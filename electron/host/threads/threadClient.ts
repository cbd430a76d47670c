import { openThread, type Thread, type ThreadParts } from "./thread.ts";

/** A piece of work for a thread, with the number by which its answer is known. */
export interface ThreadRequest<Work> {
  readonly job: number;
  readonly work: Work;
}

export type ThreadReply<Answer> =
  | { readonly job: number; readonly ok: true; readonly answer: Answer }
  | { readonly job: number; readonly ok: false; readonly reason: string };

/** Asks a thread for work and waits for its answers. */
export interface ThreadClient<Work, Answer> {
  /** Rejects with an Error where the work fails, the thread dies or is closed; the next work gets a new thread. */
  readonly ask: (work: Work) => Promise<Answer>;
  readonly isOpen: () => boolean;
  readonly close: () => Promise<void>;
}

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: Error) => void;
}

/** The client of a thread that is opened when it is first needed. A thread that waits for work lets the program end. */
export function createThreadClient<Work, Answer>(
  parts: Pick<ThreadParts<never>, "file" | "name" | "data">,
): ThreadClient<Work, Answer> {
  const waiting = new Map<number, Waiting<Answer>>();
  let thread: Thread<ThreadRequest<Work>> | null = null;
  let jobs = 0;
  const fail = (reason: string): void => {
    thread = null;
    const failed = [...waiting.values()];
    waiting.clear();
    for (const { reject } of failed) reject(new Error(reason));
  };
  const settle = (reply: ThreadReply<Answer>): void => {
    const asked = waiting.get(reply.job);
    waiting.delete(reply.job);
    if (waiting.size === 0) thread?.hold(false);
    if (reply.ok) asked?.resolve(reply.answer);
    else asked?.reject(new Error(reply.reason));
  };
  return {
    ask: (work) =>
      new Promise((resolve, reject) => {
        const job = ++jobs;
        waiting.set(job, { resolve, reject });
        thread ??= openThread({ ...parts, onMessage: settle, onDeath: fail });
        thread.hold(true);
        thread.post({ job, work });
      }),
    isOpen: () => thread !== null,
    close: async () => {
      const open = thread;
      fail(`${parts.name} was closed`);
      await open?.close();
    },
  };
}
