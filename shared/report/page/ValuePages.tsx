import type { ReactElement } from "react";
import type { DuePart, ValuePart } from "#shared/report/value/valueParts.ts";
import { DataTable, Drawn, Triangle, Words } from "./parts.tsx";

/** "What we get for it": the tiles, the quadrant, the claims, and use by use. */
export function ValuePage({ value }: { readonly value: ValuePart }): ReactElement {
  const { quadrant, claims } = value;
  return (
    <section aria-label="What we get for it">
      <h2>{value.title}</h2>
      <p className="why">
        <Words runs={value.answer} />
      </p>
      <h3>What do we get?</h3>
      <p className="note">{value.tilesNote}</p>
      <div className="tiles">
        {value.tiles.map(({ heading, figure, note, strip }) => (
          <div key={heading} className="tile">
            <span className="quiet">{heading}</span>
            {figure !== null && <b>{figure}</b>}
            {strip !== null && figure !== null && <Drawn drawing={strip} />}
            <p className="note">{note}</p>
          </div>
        ))}
      </div>
      <div className="pair">
        {quadrant !== null && (
          <div>
            <h3>Used, and useful?</h3>
            <p className="note">share of what the case expected</p>
            <Drawn drawing={quadrant.chart} />
            <p>
              <Words runs={quadrant.sentence} />
            </p>
          </div>
        )}
        {claims !== null && (
          <div>
            <h3>Claimed, and likely</h3>
            <Drawn drawing={claims.chart} />
            <p className="note">{claims.note}</p>
          </div>
        )}
      </div>
      <h3>Use by use</h3>
      <p className="note">a saving is shown with the benefit that it gives up</p>
      <Uses value={value} />
      <p className="note">
        <Words runs={value.foot} />
      </p>
    </section>
  );
}

function Uses({ value }: { readonly value: ValuePart }): ReactElement {
  const { uses, together } = value;
  return (
    <>
      <DataTable
        name="Use by use"
        columns={[
          { head: "Use", kind: "label" },
          { head: "Open" },
          { head: "Owner, answers for" },
          { head: "Measured" },
          { head: "Pays back" },
          { head: "All-in cost", kind: "figure" },
          { head: `Saves, ${value.cutHead}`, kind: "figure" },
          { head: "Gives up", kind: "figure" },
          { head: "Decide" },
          { head: "Reading" },
        ]}
        rows={[
          ...uses.map((use) => ({
            cells: [
              <>
                <Drawn drawing={use.disc} /> {use.name}
              </>,
              use.open,
              twoLines(use.owner, use.ownerAfter),
              use.measured,
              twoLines(use.pays, use.paysAfter),
              use.cost,
              use.saves,
              use.givesUp,
              use.isOverdue ? <strong>{use.decide}</strong> : use.decide,
              twoLines(use.reading, use.readingAfter),
            ],
          })),
          {
            cells: [
              <strong>All uses together</strong>,
              "",
              "",
              "",
              together.pays,
              "",
              <strong>{together.saves}</strong>,
              <strong>{together.givesUp}</strong>,
              "",
              "",
            ],
          },
        ]}
      />
      <p className="note">{together.note}</p>
    </>
  );
}

function twoLines(words: string, after: string): ReactElement {
  return (
    <>
      {words}
      {after !== "" && (
        <>
          <br />
          <span className="note">{after}</span>
        </>
      )}
    </>
  );
}

/** The decisions that are due, each with its rule and a line to sign. */
export function DuePage({ due }: { readonly due: DuePart }): ReactElement {
  return (
    <section aria-label="Decisions due">
      <h2>{due.title}</h2>
      <p className="quiet">{due.note}</p>
      {due.decisions.map((one) => (
        <div key={one.name} className="due">
          <h3>
            <Drawn drawing={one.disc} /> {one.name} <span className="note">{one.reading}</span>
          </h3>
          <p>
            {one.isOverdue && <Triangle />} <strong>{one.when}</strong>
          </p>
          <p>
            <Words runs={one.rule} />
          </p>
          <div className="pair">
            <div>
              {one.chart !== null && <Drawn drawing={one.chart} />}
              <p>
                <Words runs={one.chartWords} />
              </p>
            </div>
            <dl>
              {one.facts.map(({ name, value }) => [
                <dt key={`${name} name`}>{name}</dt>,
                <dd key={`${name} value`}>
                  <Words runs={value} />
                </dd>,
              ])}
            </dl>
          </div>
          {[one.open, one.signature, "Date"].map((words) =>
            words === null ? null : (
              <p key={words} className="sign">
                {words}
              </p>
            ),
          )}
        </div>
      ))}
    </section>
  );
}
