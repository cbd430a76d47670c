import { useState, type ReactElement } from "react";
import { formatExact } from "#shared/format/counts.ts";
import {
  applyContractPreset,
  contractPresets,
  needsRate,
  PRESET_CURRENCY,
  presetDay,
  type ContractPreset,
} from "#shared/plan/presets/contractPresets.ts";
import { GUESSED_DOLLAR_RATES } from "#shared/setUp/setting.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { Menu, MenuItem, MenuRule } from "#renderer/controls/Menu.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { above0 } from "#renderer/controls/checks.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

export interface AddContractProps {
  /** "Add seats". */
  readonly label: string;
  /** Kinds of presets that are listed. */
  readonly kinds: readonly ContractPreset["kind"][];
  /** One of one's own, with the words of its item; null: only presets. */
  readonly own: { readonly words: string; readonly add: () => void } | null;
  readonly onAdded: (id: string) => void;
}

/** Real contracts by name, each with its source and day, and one of one's own. A missing rate is asked for first. */
export function AddContract({ label, kinds, own, onAdded }: AddContractProps): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  const say = useApp((state) => state.say);
  const [asked, setAsked] = useState<ContractPreset | null>(null);
  const presets = contractPresets.filter(({ kind }) => kinds.includes(kind));
  const add = (preset: ContractPreset, rate?: number): void => {
    const { id } = applyContractPreset(base, preset, rate);
    makeInBase((current) => applyContractPreset(current, preset, rate));
    setAsked(null);
    say({ kind: "done", sentence: `${preset.name}, ${presetDay(preset)}: ${preset.terms}.` });
    if (id !== null) onAdded(id);
  };
  return (
    <span className="add-contract">
      <Menu label={label} align="end" trigger={<Button kind="link">{label}</Button>}>
        {presets.map((preset) => (
          <MenuItem
            key={preset.id}
            aside={presetDay(preset)}
            onSelect={() => (needsRate(base) && preset.kind !== "terms" ? setAsked(preset) : add(preset))}
          >
            {preset.name}
          </MenuItem>
        ))}
        {own !== null && (
          <>
            <MenuRule />
            <MenuItem onSelect={own.add}>{own.words}</MenuItem>
          </>
        )}
      </Menu>
      {asked !== null && (
        <FigureField
          label={`${asked.name} is in ${PRESET_CURRENCY}: 1 ${PRESET_CURRENCY} in ${base.currency}`}
          hideLabel={false}
          width={84}
          autoFocus
          value={null}
          placeholder={guessOf(base.currency)}
          check={above0}
          refusal="Type a rate, such as 0.92."
          onChange={(value) => add(asked, value)}
        />
      )}
    </span>
  );
}

/** An order of magnitude as a hint; nothing where not even that is known. */
function guessOf(currency: string): string {
  const rate = GUESSED_DOLLAR_RATES[currency];
  return rate === undefined ? "rate" : formatExact(rate);
}
