import type { Plan } from "#shared/plan/schema/plan.ts";
import { contractChoiceStudy } from "#shared/studies/contracts/choice/choice.ts";
import { writtenChoice } from "#shared/studies/contracts/choice/choiceDocument.ts";
import {
  choiceNotes,
  choiceRows,
  choiceSentence,
  type ChoiceRow,
} from "#shared/studies/contracts/choice/choiceWords.ts";
import { offersOf, usualWorkloads, type SeatsOffer } from "#shared/studies/contracts/choice/offers.ts";
import { PRESET_CURRENCY } from "#shared/plan/presets/contractPresets.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { wrap } from "#electron/cli/text.ts";
import { idOf, parts, type Answering } from "./answering.ts";

/** Which contract costs least for some workloads. */
export const answerContracts: Answering<"contracts"> = async (ask, { whole, plan, scenario }, context) => {
  const offers = offersOf(plan);
  const answer = await contractChoiceStudy(
    {
      plan: whole,
      scenario: idOf(scenario),
      workloads: workloadsOf(plan, ask.workloads),
      pool: offerOf("--pool", offers.pool, ask.pool),
      person: offerOf("--person", offers.person, ask.person),
      commitment: { ...offers.commitment, ...(ask.discount === null ? {} : { discount: ask.discount }) },
    },
    context,
  );
  const lacking = offers.lacksRate
    ? `Real contracts are priced in ${PRESET_CURRENCY}, which has no rate in this plan: none of them is compared.`
    : "";
  return {
    answer: writtenChoice(answer),
    text: parts(
      wrap(choiceSentence(plan, answer)),
      choiceRows(plan, answer)
        .map((row) => wrap(`- ${rowWords(row)}`, "  "))
        .join("\n"),
      ...[lacking, ...choiceNotes(plan, answer)].map((line) => (line === "" ? "" : wrap(line))),
    ),
  };
};

function rowWords(row: ChoiceRow): string {
  const against = row.difference === null ? "" : `, ${row.difference} against the plan, less in ${row.cheaper!}`;
  const size = row.size === null ? "" : ` Best: ${row.size}.`;
  return `${row.name}: ${row.cost} a year${against}; over budget in ${row.overrun}; overage ${row.overage}, in ${row.anyOverage}; paid and unused ${row.unused}.${size}`;
}

function workloadsOf(plan: Plan, named: readonly string[] | null): readonly string[] {
  const ids = Object.keys(plan.workloads);
  if (ids.length === 0)
    throw new Ended(EXIT.invalidInput, "/workloads: the plan has no workload to choose contracts for.");
  const unknown = named?.find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new Ended(EXIT.wrongUsage, `The plan has no workload "${unknown}": it has ${ids.join(", ")}.`);
  return named ?? usualWorkloads(plan);
}

/** The offer that is named, or the first one; null: there is none. */
function offerOf(option: string, offers: readonly SeatsOffer[], named: string | null): SeatsOffer | null {
  const found = named === null ? offers[0] : offers.find(({ id }) => id === named);
  if (found !== undefined) return found;
  if (named === null) return null;
  const known = offers.length === 0 ? "there is none" : `it takes ${offers.map(({ id }) => id).join(", ")}`;
  throw new Ended(EXIT.wrongUsage, `${option} is "${named}"; ${known}.`);
}
