import { useId, useState, type ReactElement } from "react";
import { TokensDensity } from "#shared/charts/inputs/TokensDensity.tsx";
import { formatCount } from "#shared/format/counts.ts";
import { formatMoney } from "#shared/format/money.ts";
import { presetSource, runCostPresets } from "#shared/plan/presets/runCostPresets.ts";
import { Icon } from "#renderer/controls/Icon.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { searchPresets, takePreset } from "./attemptEdits.ts";

const SHOWN = 4;

interface PresetSearchProps {
  readonly id: string;
  readonly modelId: string;
  /** Of a million tokens of the attempt, US dollars; 0: not known. */
  readonly price: number;
  readonly hue: string;
}

/** Curves of public runs, to take over: their cost in dollars becomes tokens at this model's price. */
export function PresetSearch(props: PresetSearchProps): ReactElement {
  const [query, setQuery] = useState("");
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const found = searchPresets(runCostPresets, query);
  return (
    <div role="search" className="preset-search">
      <div className="search-field">
        <Icon name="search" />
        <input
          aria-label="Search curves of public runs"
          className="search-input"
          type="text"
          value={query}
          placeholder="Search curves of public runs: agent, model, benchmark"
          {...(isOpen ? { "aria-controls": listId } : {})}
          onChange={(event) => setQuery(event.target.value)}
          onFocus={() => setOpen(true)}
        />
        <span className="note" role="status">
          {found.length} of {runCostPresets.length} presets
        </span>
      </div>
      {isOpen && <PresetList {...props} listId={listId} found={found} onTaken={() => setOpen(false)} />}
    </div>
  );
}

/** The first of the curves that were found, each with its shape. */
function PresetList({
  id,
  modelId,
  price,
  hue,
  listId,
  found,
  onTaken,
}: PresetSearchProps & {
  readonly listId: string;
  readonly found: ReturnType<typeof searchPresets>;
  readonly onTaken: () => void;
}): ReactElement {
  const { make } = usePlanEdits();
  const theme = useChartTheme();
  return (
    <ul id={listId} className="preset-list">
      {found.slice(0, SHOWN).map((preset) => (
        <li key={preset.id}>
          <button
            type="button"
            className="preset-item"
            disabled={price <= 0}
            onClick={() => {
              make((plan) => takePreset(plan, id, modelId, preset, price));
              onTaken();
            }}
          >
            <span aria-hidden="true">
              <TokensDensity
                middle={preset.medianUsd}
                sigma={preset.lnSd}
                low={0.002}
                high={30}
                width={72}
                height={18}
                theme={theme}
                hue={hue}
              />
            </span>
            <span className="preset-name">
              {preset.agent}, {preset.model}
            </span>
            <span className="note">
              {preset.benchmark}: half under {formatMoney("USD", preset.medianUsd, 0.01)}, {formatCount(preset.runs)}{" "}
              runs
            </span>
          </button>
        </li>
      ))}
      {found.length > SHOWN && <li className="note">{found.length - SHOWN} more. Add a word to narrow the list.</li>}
      {found.length === 0 && <li className="note">No results. Try fewer words.</li>}
      <li className="note">
        {price > 0
          ? `Dollars per run are converted to tokens at this attempt's blended price. ${presetSource}.`
          : "This model has no price in US dollars at this mix: add a price on Prices and contracts, or a rate for the dollar."}
      </li>
    </ul>
  );
}
