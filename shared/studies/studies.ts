import { bridgeStudy } from "./bridge.ts";
import { driversStudy } from "./drivers.ts";
import { futureStudy } from "./future.ts";
import type { Study } from "./study.ts";

/** Every study there is, by name: the screen asks a worker for them, the command line asks them here. */
export const studies = { bridge: bridgeStudy, drivers: driversStudy, future: futureStudy } satisfies Readonly<Record<string, Study<never, unknown>>>;

export type StudyName = keyof typeof studies;

/** What a study is asked, and what it answers. */
export type QuestionOf<Name extends StudyName> = (typeof studies)[Name] extends Study<infer Question, unknown> ? Question : never;
export type AnswerOf<Name extends StudyName> = (typeof studies)[Name] extends Study<never, infer Answer> ? Answer : never;
