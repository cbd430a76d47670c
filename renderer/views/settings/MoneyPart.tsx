import { significant } from "#shared/format/digits.ts";
import { useState, type ReactElement } from "react";
import { formatExact } from "#shared/format/counts.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { changeCurrency, typedAmounts, type CurrencyChange } from "#shared/plan/settings/currencyEdits.ts";
import { GUESSED_DOLLAR_RATES } from "#shared/setUp/setting.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { RateField, ratedCurrencies } from "#renderer/views/models/Rates.tsx";
import { SettingsPart, SettingsRow } from "./SettingsPart.tsx";
import { currencyName } from "./settingsWords.ts";

/** The currency of the plan, and what others cost in it. */
export function MoneyPart(): ReactElement {
  const plan = usePlan();
  const [wanted, setWanted] = useState<string | null>(null);
  const codes = [
    ...new Set([plan.currency, ...Object.keys(GUESSED_DOLLAR_RATES), ...Object.keys(plan.currencies ?? {})]),
  ];
  const asked = wanted === null || wanted === plan.currency ? null : wanted;
  return (
    <SettingsPart question="Which money?" aside={<span className="note">prices keep theirs</span>}>
      <SettingsRow label="Plan currency" pointer="/currency">
        <Select
          label="Plan currency"
          hideLabel
          options={codes.map((value) => ({ value, label: `${value}, ${currencyName(value)}` }))}
          value={asked ?? plan.currency}
          onChange={setWanted}
        />
      </SettingsRow>
      {asked !== null && <CurrencyQuestion key={asked} plan={plan} to={asked} onDone={() => setWanted(null)} />}
      {ratedCurrencies(plan).map((code) => (
        <SettingsRow key={code} label={`1 ${code} in ${plan.currency}`} pointer={`/currencies/${code}/rate`}>
          <RateField code={code} hideLabel />
        </SettingsRow>
      ))}
    </SettingsPart>
  );
}

interface CurrencyQuestionProps {
  readonly plan: Plan;
  readonly to: string;
  readonly onDone: () => void;
}

const RATE_REFUSAL = "Type a rate above 0, such as 0.92.";

/** Asks once, in place: are typed amounts converted, or do they keep their figures? */
function CurrencyQuestion({ plan, to, onDone }: CurrencyQuestionProps): ReactElement {
  const take = useApp((state) => state.take);
  const known = plan.currencies?.[to]?.rate;
  const [rate, setRate] = useState(known === undefined ? guessedRate(plan.currency, to) : 1 / known);
  const [isTyped, setTyped] = useState(known !== undefined);
  const amounts = typedAmounts(plan);
  const change = (how: CurrencyChange["amounts"]): void => {
    // Converted figures are the same statements in other money: they keep their evidence.
    const { name, plan: changed } = changeCurrency(plan, { to, rate, amounts: how });
    take(name, changed);
    onDone();
  };
  return (
    <div className="settings-question" role="group" aria-label="Change the currency">
      <p>
        {`The budget and ${amounts} typed ${amounts === 1 ? "amount" : "amounts"} are in ${plan.currency}. Prices stay in the currency they are listed in.`}
      </p>
      <div className="settings-fields">
        <FigureField
          label={`1 ${plan.currency} in ${to}`}
          hideLabel={false}
          width={84}
          value={significant(rate, 6)}
          check={(value) => (value > 0 ? null : RATE_REFUSAL)}
          refusal={RATE_REFUSAL}
          onChange={(value) => {
            setRate(value);
            setTyped(true);
          }}
        />
        {!isTyped && <span className="tick">guessed: type the rate of your treasury</span>}
      </div>
      <div className="settings-fields">
        <Button kind="primary" onClick={() => change("convert")}>
          {`Convert at ${formatExact(significant(rate, 6))}`}
        </Button>
        <Button onClick={() => change("keep")}>Keep the figures</Button>
        <Button kind="link" onClick={onDone}>
          {`Stay in ${plan.currency}`}
        </Button>
      </div>
    </div>
  );
}

/** An order of magnitude until somebody types the rate; 1 where not even that is known. */
function guessedRate(from: string, to: string): number {
  const [one, other] = [GUESSED_DOLLAR_RATES[from], GUESSED_DOLLAR_RATES[to]];
  return one === undefined || other === undefined ? 1 : other / one;
}
