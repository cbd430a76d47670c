import { useState, type ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { formatPrice } from "#shared/format/money.ts";
import { searchPrices } from "#shared/plan/prices/importPrices.ts";
import { currentPrices, type ListPrice } from "#shared/plan/prices/priceMap.ts";
import type { SeatTool, SetUpAnswers, Tool, UsageTool } from "#shared/setUp/answers.ts";
import { SEAT_PRICES } from "#shared/setUp/seatPrices.ts";
import { listPriceOf, toolOfName } from "#shared/setUp/toolsInUse.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { FigureField, OptionalFigureField } from "#renderer/controls/FigureField.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import type { SetUp } from "./useSetUp.ts";

const SHOWN_MODELS = 6;

/** Question 2: tools by the seat and models by use, found by name. */
export function ToolsQuestion({ answers, give }: SetUp): ReactElement {
  const [query, setQuery] = useState("");
  const tools = answers.tools ?? [];
  const put = (next: readonly Tool[], name: string): void => give({ tools: next.length === 0 ? null : next }, name);
  const add = (tool: Tool): void => {
    setQuery("");
    put(withTool(tools, tool), `add ${tool.name}`);
  };
  return (
    <>
      {tools.length > 0 && (
        <ul className="tool-frames" aria-label="Tools in use">
          {tools.map((tool, i) => (
            <ToolFrame
              key={`${tool.name} ${i}`}
              tool={tool}
              answers={answers}
              onChange={(changed) =>
                put(
                  tools.map((one, at) => (at === i ? changed : one)),
                  `change ${tool.name}`,
                )
              }
              onRemove={() =>
                put(
                  tools.filter((_, at) => at !== i),
                  `remove ${tool.name}`,
                )
              }
            />
          ))}
        </ul>
      )}
      <div className="search-field tool-search">
        <Icon name="search" />
        <input
          aria-label="Add a tool or a model"
          className="search-input"
          type="text"
          value={query}
          placeholder="Add a tool or a model"
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setQuery("");
            if (event.key !== "Enter" || query.trim() === "") return;
            // Enter takes the first that is found, and stays with this question.
            event.stopPropagation();
            add(firstFound(query));
          }}
        />
        <span className="tick" role="status">
          {`${formatCount(currentPrices.length)} models, ${SEAT_PRICES.length} seat contracts`}
        </span>
      </div>
      {query.trim() !== "" && <Found query={query} onAdd={add} />}
    </>
  );
}

/** A tool added to the others: a further model of the same seller joins the bill that is there. */
function withTool(tools: readonly Tool[], tool: Tool): Tool[] {
  const same = tools.findIndex((one) => one.kind === "usage" && tool.kind === "usage" && one.name === tool.name);
  if (same < 0) return [...tools, tool];
  const models = [...(tools[same] as UsageTool).models, ...(tool as UsageTool).models];
  const unique = models.filter((one, i) => models.findIndex((other) => other.model === one.model) === i);
  return tools.map((one, i) => (i === same ? { ...(one as UsageTool), models: unique } : one));
}

function seatsFound(query: string): readonly string[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return SEAT_PRICES.map(({ name }) => name).filter((name) => words.every((word) => name.toLowerCase().includes(word)));
}

function firstFound(query: string): Tool {
  const [seat] = seatsFound(query);
  if (seat !== undefined) return toolOfName(seat);
  const [model] = searchPrices(currentPrices, query, 1).found;
  return model === undefined ? ownSeats(query) : toolOfModel(model);
}

function ownSeats(name: string): SeatTool {
  return { kind: "seats", name: name.trim().slice(0, 120), seats: null, perMonth: 30, currency: "USD" };
}

function toolOfModel({ provider, model }: ListPrice): UsageTool {
  const name = BILL_NAMES[provider] ?? `${provider} API`;
  return { kind: "usage", name, models: [{ provider, model }] };
}

const BILL_NAMES: Readonly<Record<string, string>> = { Anthropic: "Claude API", Google: "Gemini API" };

function Found({ query, onAdd }: { readonly query: string; readonly onAdd: (tool: Tool) => void }): ReactElement {
  const seats = seatsFound(query);
  const { found } = searchPrices(currentPrices, query, SHOWN_MODELS);
  return (
    <ul className="tools-found" aria-label="Tools and models found">
      {seats.map((name) => (
        <li key={name}>
          <button type="button" onClick={() => onAdd(toolOfName(name))}>
            <span className="figure-key">{name}</span>
            <span className="note">{seatTerms(name)}</span>
          </button>
        </li>
      ))}
      {found.map((listed) => (
        <li key={`${listed.provider} ${listed.model}`}>
          <button type="button" onClick={() => onAdd(toolOfModel(listed))}>
            <span className="figure-key">{listed.name}</span>
            <span className="note">
              {`${listed.provider}, ${formatPrice("USD", listed.price.input)} in, ${formatPrice("USD", listed.price.output)} out`}
            </span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" onClick={() => onAdd(ownSeats(query))}>
          <span className="figure-key">{query.trim()}</span>
          <span className="note">another tool, paid by the seat</span>
        </button>
      </li>
    </ul>
  );
}

function seatTerms(name: string): string {
  const seat = SEAT_PRICES.find((price) => price.name === name)!;
  return `${formatPrice("USD", seat.perMonth)} a seat and month, ${seat.terms}`;
}

function ToolFrame({
  tool,
  answers,
  onChange,
  onRemove,
}: {
  readonly tool: Tool;
  readonly answers: SetUpAnswers;
  readonly onChange: (tool: Tool) => void;
  readonly onRemove: () => void;
}): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="tool-frame">
      <div className="tool-head">
        <span className="figure-key">{tool.name}</span>
        <IconButton label={`Remove ${tool.name}`} icon="close" onClick={onRemove} />
      </div>
      {tool.kind === "usage" ? (
        <span className="tick">{tool.models.map((named) => listPriceOf(named).name).join(", ")}</span>
      ) : isOpen ? (
        <SeatFields tool={tool} onChange={onChange} />
      ) : (
        <Button kind="link" onClick={() => setOpen(true)}>
          <span className="tick">{seatWords(tool, answers)}</span>
          <span className="visually-hidden">: change the seats of {tool.name}</span>
        </Button>
      )}
    </li>
  );
}

function seatWords(tool: SeatTool, { people }: SetUpAnswers): string {
  const listed = SEAT_PRICES.find(({ name }) => name === tool.name);
  const seats = tool.seats ?? people?.reduce((sum, { count }) => sum + count, 0) ?? null;
  const terms = listed === undefined || tool.perMonth !== listed.perMonth ? "" : `, ${listed.terms}`;
  return `${seats === null ? "seats" : `${formatCount(seats)} seats`} at ${formatPrice(tool.currency, tool.perMonth)}${terms}`;
}

const SEATS_REFUSAL = "Type a number of at least 0.";

function SeatFields({
  tool,
  onChange,
}: {
  readonly tool: SeatTool;
  readonly onChange: (tool: Tool) => void;
}): ReactElement {
  const check = (value: number): string | null => (value >= 0 ? null : SEATS_REFUSAL);
  return (
    <span className="question-row">
      <OptionalFigureField
        label={`Seats of ${tool.name}`}
        width={62}
        placeholder="all"
        value={tool.seats}
        refusal={SEATS_REFUSAL}
        check={check}
        onChange={(seats) => onChange({ ...tool, seats: seats === null ? null : Math.round(seats) })}
      />
      <span className="note">seats at</span>
      <FigureField
        label={`Price of a seat of ${tool.name}`}
        width={56}
        value={tool.perMonth}
        unit={tool.currency}
        refusal={SEATS_REFUSAL}
        check={check}
        onChange={(perMonth) => {
          const { source: _, ...own } = tool;
          onChange({ ...own, perMonth });
        }}
      />
    </span>
  );
}
