import { useMemo, useState, type ReactElement } from "react";
import { PRESET_CURRENCY } from "#shared/plan/presets/contractPresets.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { ContractChoice } from "#shared/studies/contracts/choice/choice.ts";
import {
  cheapestOption,
  choiceNotes,
  choiceRows,
  choiceSentence,
} from "#shared/studies/contracts/choice/choiceWords.ts";
import { offersOf, usualWorkloads, type Offers, type SeatsOffer } from "#shared/studies/contracts/choice/offers.ts";
import { withChoice } from "#shared/studies/contracts/choice/optionPlans.ts";
import type { QuestionOf } from "#shared/studies/studies.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { ScenarioButton } from "#renderer/controls/ScenarioButton.tsx";
import { PercentSlider } from "#renderer/controls/PercentSlider.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { useAsked } from "#renderer/state/useAsked.ts";
import { useChangeAsScenario } from "#renderer/state/useMakeScenario.ts";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

const HEADING = "Which contract costs least?";
const NOTHING = "none";

/** Contracts for some workloads on the same simulated years: asked on demand, each row a scenario by one click. */
export function ContractChoicePart(): ReactElement {
  const { plan, question, discount, offers, set } = useChoiceQuestion();
  const { workloads, pool, person, scenario } = question;
  const { asked, isCurrent, ask } = useAsked(question);
  const study = useStudy("contractChoice", asked, 0);
  const shown = shownStudy(study.state);
  if (Object.keys(plan.workloads).length === 0) return <></>;
  return (
    <section aria-labelledby="contract-choice" className="contract-choice">
      <h2 id="contract-choice" className="part-heading">
        {HEADING}
      </h2>
      <WorkloadBoxes plan={plan} chosen={workloads} onChange={(chosen) => set({ workloads: chosen })} />
      <div className="choice-fields">
        <OfferSelect
          label="Seats with a pool"
          offers={offers.pool}
          chosen={pool}
          onChange={(id) => set({ pool: id })}
        />
        <OfferSelect
          label="Seats with an allowance a person"
          offers={offers.person}
          chosen={person}
          onChange={(id) => set({ person: id })}
        />
        <PercentSlider
          label="Discount for a commitment"
          value={discount}
          max={0.6}
          check={(share) => (share >= 0 && share < 1 ? null : "A discount must lie between 0% and 100%.")}
          onChange={(share) => set({ discount: share })}
        />
        {!isCurrent && (
          <Button icon="play" disabled={workloads.length === 0} onClick={ask}>
            Compare contracts
          </Button>
        )}
      </div>
      <p className="note">
        {offers.lacksRate
          ? `Real contracts are priced in ${PRESET_CURRENCY}, which has no rate in this plan. Add the currency to compare them.`
          : "To compare seats on other terms, add them to the plan: its own contracts come first in the lists."}
      </p>
      {isCurrent && <StudyStatus study={study} what="Contracts" />}
      {shown !== null && isCurrent && !shown.isStale && (
        <Choice plan={plan} answer={shown.answer} scenario={scenario} />
      )}
    </section>
  );
}

/** The question as it is set up here, and how to change it; a plan's usual question at first. */
function useChoiceQuestion(): {
  readonly plan: Plan;
  readonly question: QuestionOf<"contractChoice">;
  readonly discount: number;
  readonly offers: Offers;
  readonly set: (change: Partial<Choices>) => void;
} {
  const base = usePlan();
  const { plan } = usePlanEdits();
  const scenario = useApp((state) => state.activeScenario);
  const [own, setOwn] = useState<Partial<Choices>>({});
  const offers = useMemo(() => offersOf(plan), [plan]);
  // A workload that was removed is no longer asked about.
  const workloads = useMemo(
    () => (own.workloads ?? usualWorkloads(plan)).filter((id) => Object.hasOwn(plan.workloads, id)),
    [own.workloads, plan],
  );
  const discount = own.discount ?? offers.commitment.discount;
  const commitment = useMemo(() => ({ ...offers.commitment, discount }), [offers, discount]);
  const [pool, person] = [offerOf(offers.pool, own.pool), offerOf(offers.person, own.person)];
  return {
    plan,
    discount,
    offers,
    question: { plan: base, scenario, workloads, pool, person, commitment },
    set: (change) => setOwn({ ...own, ...change }),
  };
}

/** What was chosen here; what was not is as usual. */
interface Choices {
  readonly workloads: readonly string[];
  /** Id of an offer. */
  readonly pool: string;
  readonly person: string;
  readonly discount: number;
}

/** The offer that was chosen, at first the first one; null: none is to be compared. */
function offerOf(offers: readonly SeatsOffer[], chosen: string | undefined): SeatsOffer | null {
  if (chosen === NOTHING) return null;
  return offers.find(({ id }) => id === chosen) ?? offers[0] ?? null;
}

function WorkloadBoxes({
  plan,
  chosen,
  onChange,
}: {
  readonly plan: Plan;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}): ReactElement {
  return (
    <fieldset className="choice-workloads">
      <legend className="field-label">For the work of</legend>
      {Object.entries(plan.workloads).map(([id, { name = id }]) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          />{" "}
          {name}
        </label>
      ))}
    </fieldset>
  );
}

function OfferSelect({
  label,
  offers,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly offers: readonly SeatsOffer[];
  readonly chosen: SeatsOffer | null;
  readonly onChange: (id: string) => void;
}): ReactElement {
  return (
    <Select
      label={label}
      options={[
        ...offers.map(({ id, terms }) => ({ value: id, label: terms.name })),
        { value: NOTHING, label: "not compared" },
      ]}
      value={chosen?.id ?? NOTHING}
      onChange={onChange}
    />
  );
}

function Choice({
  plan,
  answer,
  scenario,
}: {
  readonly plan: Plan;
  readonly answer: ContractChoice;
  readonly scenario: string | null;
}): ReactElement {
  const make = useChangeAsScenario(scenario);
  const rows = choiceRows(plan, answer);
  const best = cheapestOption(answer);
  const asScenario = (i: number): void => {
    const { seats, commitment } = answer.options[i]!;
    make(rows[i]!.name, (base) => withChoice(base, answer.workloads, seats, commitment));
  };
  return (
    <>
      <p>{choiceSentence(plan, answer)}</p>
      <table className="plain-table choice-table">
        <ChoiceHead />
        <tbody>
          {rows.map((row, i) => (
            <tr key={row.name} data-best={answer.options[i] === best ? "" : undefined}>
              <th scope="row">
                {row.name}
                {row.size !== null && <span className="note choice-size">{row.size}</span>}
              </th>
              <td className="numeric figure">{row.cost}</td>
              <td className="numeric">{row.difference ?? "–"}</td>
              <td className="numeric">{row.cheaper ?? "–"}</td>
              <td className="numeric">{row.overrun}</td>
              <td className="numeric">{row.overage}</td>
              <td className="numeric">{row.anyOverage}</td>
              <td className="numeric">{row.unused}</td>
              <td>{row.difference !== null && <ScenarioButton of={row.name} onClick={() => asScenario(i)} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {choiceNotes(plan, answer).map((note) => (
        <p key={note} className="note">
          {note}
        </p>
      ))}
    </>
  );
}

const COLUMNS = [
  "A year, average",
  "Against the plan",
  "Costs less in",
  "Over budget in",
  "Overage",
  "Overage in",
  "Paid and unused",
];

function ChoiceHead(): ReactElement {
  return (
    <thead>
      <tr>
        <th scope="col">Contract</th>
        {COLUMNS.map((column) => (
          <th key={column} scope="col" className="numeric">
            {column}
          </th>
        ))}
        <th scope="col">
          <span className="visually-hidden">Scenario</span>
        </th>
      </tr>
    </thead>
  );
}
