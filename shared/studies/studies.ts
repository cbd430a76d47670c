import { bestSizeStudy } from "./targets/bestSize.ts";
import { bridgeStudy } from "./bridge/bridge.ts";
import { capLabStudy } from "./capLab/capLab.ts";
import { contractChoiceStudy } from "./contracts/choice/choice.ts";
import { contractCourseStudy } from "./contracts/course.ts";
import { driversStudy } from "./drivers.ts";
import { enoughStudy } from "./targets/enough.ts";
import { trialStudy } from "./trialStory.ts";
import { inputSharesStudy } from "./inputShares.ts";
import { pairEffectsStudy } from "./pairEffects.ts";
import { pilotValueStudy } from "./pilotValue.ts";
import { portfolioStudy } from "./portfolio.ts";
import { reverseStressStudy } from "./targets/reverseStress.ts";
import { routeLabStudy } from "./routeLab/routeLab.ts";
import { smallestModelStudy } from "./smallestModel.ts";
import { targetsStudy } from "./targets/targets.ts";
import type { Study } from "./study.ts";
import { valueStudy } from "./value.ts";
import { workLeversStudy } from "./workLevers.ts";

/** Every study there is, by name: the screen asks a worker for them, the command line asks them here. */
export const studies = {
  bestSize: bestSizeStudy,
  bridge: bridgeStudy,
  caps: capLabStudy,
  contractChoice: contractChoiceStudy,
  contractCourse: contractCourseStudy,
  drivers: driversStudy,
  enough: enoughStudy,
  trial: trialStudy,
  inputShares: inputSharesStudy,
  pairEffects: pairEffectsStudy,
  pilotValue: pilotValueStudy,
  portfolio: portfolioStudy,
  reverseStress: reverseStressStudy,
  routes: routeLabStudy,
  smallestModel: smallestModelStudy,
  targets: targetsStudy,
  value: valueStudy,
  workLevers: workLeversStudy,
} satisfies Readonly<Record<string, Study<never, unknown>>>;

export type StudyName = keyof typeof studies;

/** What a study is asked, and what it answers. */
export type QuestionOf<Name extends StudyName> =
  (typeof studies)[Name] extends Study<infer Question, unknown> ? Question : never;
export type AnswerOf<Name extends StudyName> =
  (typeof studies)[Name] extends Study<never, infer Answer> ? Answer : never;
