import { useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { DifferenceStrip, differenceAxis } from "#shared/charts/compare/DifferenceStrip.tsx";
import { IntervalStrip } from "#shared/charts/base/IntervalStrip.tsx";
import {
  stripTop,
  tilesNote,
  valueTiles,
  type TileLink,
  type TileStrip,
  type ValueTile,
} from "#shared/forecast/value/words/tileWords.ts";
import type { Question } from "#shared/forecast/value/questions.ts";
import type { ValueFacts } from "#shared/forecast/value/words/valueFacts.ts";
import { DataTable } from "#renderer/controls/charts/DataTable.tsx";
import { Dialog } from "#renderer/controls/Dialog.tsx";
import { Button } from "#renderer/controls/Button.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { tileTable } from "./tileTable.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";

/** The eight tiles: one tab stop, the arrows walk them. A tile that knows nothing says what it needs. */
export function Tiles({
  facts,
  selected,
  onAsk,
}: {
  readonly facts: ValueFacts;
  readonly selected: string | null;
  readonly onAsk: (at: Question | null) => void;
}): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const goTo = useApp((state) => state.goTo);
  const tiles = valueTiles(facts, selected);
  const [opened, setOpened] = useState<ValueTile | null>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = ({ ArrowRight: 1, ArrowLeft: -1, ArrowDown: 4, ArrowUp: -4 } as Readonly<Record<string, number>>)[
      event.key
    ];
    const items = [...(list.current?.querySelectorAll<HTMLElement>(".value-tile") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = by === undefined || at < 0 ? undefined : items[at + by];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  const follow = (link: TileLink): void =>
    link === "actuals" || link === "lock" ? goTo("actuals") : onAsk(link === "questions" ? null : link);
  return (
    <section aria-labelledby="value-tiles">
      <header className="value-head">
        <h2 id="value-tiles" className="part-heading">
          What do we get?
        </h2>
        <span className="note">{tilesNote(facts)}</span>
      </header>
      <ul className="value-tiles" ref={list} onKeyDown={onKeyDown}>
        {tiles.map((tile, i) => (
          <Tile key={tile.id} tile={tile} isFirst={i === 0} onFollow={follow} onOpen={() => setOpened(tile)} />
        ))}
      </ul>
      {opened !== null && (
        <Dialog label={opened.heading} onClose={() => setOpened(null)}>
          <DataTable table={tileTable(facts, opened.id)} caption={opened.heading} />
        </Dialog>
      )}
    </section>
  );
}

function Tile({
  tile,
  isFirst,
  onFollow,
  onOpen,
}: {
  readonly tile: ValueTile;
  readonly isFirst: boolean;
  readonly onFollow: (link: TileLink) => void;
  readonly onOpen: () => void;
}): ReactElement {
  const opens =
    tile.figure === null
      ? {}
      : {
          onClick: onOpen,
          onKeyDown: (event: KeyboardEvent) => {
            if (event.key === "Enter") onOpen();
          },
        };
  return (
    <li className="value-tile" tabIndex={isFirst ? 0 : -1} aria-label={tileSpoken(tile)} {...opens}>
      <span className="value-tile-head">{tile.heading}</span>
      {tile.figure === null ? (
        <>
          <span className="note">{tile.note}</span>
          {tile.link !== null && (
            <Button kind="link" onClick={() => onFollow(tile.link!.to)}>
              {tile.link.words}
            </Button>
          )}
        </>
      ) : (
        <>
          <span className="value-tile-figure-row">
            <span className="value-tile-figure">{tile.figure}</span>
            {tile.strip !== null && (
              <span aria-hidden="true">
                <Strip strip={tile.strip} />
              </span>
            )}
          </span>
          <span className="note">{tile.note}</span>
        </>
      )}
    </li>
  );
}

function tileSpoken(tile: ValueTile): string {
  return tile.figure === null
    ? `${tile.heading}: ${tile.note}`
    : `${tile.heading}: ${tile.figure}; ${tile.note}. Enter shows its table`;
}

const STRIP = { width: 92, height: 16 };

function Strip({ strip }: { readonly strip: TileStrip }): ReactElement {
  const theme = useChartTheme();
  const hue = theme.color.scenarios[0];
  const { p10, p50, p90 } = strip;
  if (strip.kind === "change") {
    const difference = { p10, mean: p50, p90 };
    return (
      <DifferenceStrip
        difference={difference}
        {...differenceAxis([difference])}
        {...STRIP}
        theme={theme}
        hue={hue}
        sentence=""
      />
    );
  }
  return (
    <IntervalStrip
      interval={strip}
      top={stripTop(strip)}
      needed={strip.needed}
      ticks={[]}
      {...STRIP}
      theme={theme}
      hue={hue}
      sentence=""
    />
  );
}
