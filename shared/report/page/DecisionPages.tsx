import type { ReactElement } from "react";
import type { DecisionPart, OptionsPart, ReportDocument, ScenariosPart } from "#shared/report/document.ts";
import { Both, DataTable, Drawn, Warnings, Words } from "./parts.tsx";

/** The document laid out for a page, and for a phone: they differ in the widths of their charts alone. */
export interface BothDocuments {
  readonly wide: ReportDocument;
  readonly narrow: ReportDocument;
}

/** What to approve, why, the chart, the scenarios or the parts of the request, and what comes next. */
export function DecisionPage({ wide, narrow }: BothDocuments): ReactElement {
  const { decision, options, notes } = wide;
  return (
    <section aria-labelledby="decision">
      <h1 id="decision">{decision.title}</h1>
      <p className="why">
        <Words runs={decision.why} />
      </p>
      <Warnings warnings={decision.warnings} />
      <h2 className="sub">{decision.heading}</h2>
      <Both wide={decision.stories[0]!} narrow={narrow.decision.stories[0]!} />
      <p className="wide">
        <Words runs={decision.caption} />
      </p>
      <p className="narrow">
        <Words runs={narrow.decision.caption} />
      </p>
      {options === null ? <Parts parts={decision.parts} /> : <Options options={options} />}
      <Below decision={decision} />
      {notes.length > 0 && (
        <>
          <h2 className="sub">Notes</h2>
          {notes.map((paragraph, i) => (
            <p key={i} className="quiet">
              {paragraph}
            </p>
          ))}
        </>
      )}
    </section>
  );
}

function Parts({ parts }: { readonly parts: DecisionPart["parts"] }): ReactElement {
  return (
    <>
      <h2 className="sub">What to approve</h2>
      <DataTable
        name="What to approve"
        columns={[
          { head: "Part", kind: "label" },
          { head: "Amount", kind: "bold" },
          { head: "Meaning", kind: "quiet" },
        ]}
        rows={parts.map(({ name, amount, what, strong }) => ({
          cells: [strong ? <strong>{name}</strong> : name, amount, what],
        }))}
      />
    </>
  );
}

function Options({ options }: { readonly options: OptionsPart }): ReactElement {
  return (
    <>
      <h2 className="sub">{options.title}</h2>
      <DataTable
        name={options.title}
        columns={[
          { head: "Scenario", kind: "label" },
          { head: "", drawn: options.axis },
          { head: "Base", kind: "figure" },
          { head: "Contingency", kind: "figure" },
          { head: options.heads.ask, kind: "bold" },
          { head: options.heads.over, kind: "figure" },
          { head: "Safe until", kind: "figure" },
          ...(options.heads.outcomes === null ? [] : [{ head: options.heads.outcomes, kind: "figure" as const }]),
          { head: "Net value against A", kind: "figure" },
          { head: "More value than A", kind: "figure" },
        ]}
        rows={options.rows.map((row) => ({
          isChosen: row.isChosen,
          cells: [
            <>
              <Drawn drawing={row.disc} /> {row.name}
            </>,
            <Drawn drawing={row.strip} />,
            row.base,
            row.contingency,
            row.ask,
            row.over,
            row.safeUntil,
            ...(options.heads.outcomes === null ? [] : [row.outcomes]),
            row.netValue,
            row.worthMore,
          ],
        }))}
      />
      <p className="note">{options.note}</p>
    </>
  );
}

/** What moves or costs most, when to come back, and who signs. */
function Below({ decision }: { readonly decision: DecisionPart }): ReactElement {
  const { moves, largest, comeBack, signatures } = decision;
  return (
    <div className="columns">
      <div>
        {moves === null ? (
          <>
            <h2 className="sub">What costs most</h2>
            <DataTable
              name="What costs most"
              columns={[
                { head: "Part", kind: "label" },
                { head: "Middle estimate", kind: "bold" },
                { head: "Share", kind: "figure" },
              ]}
              rows={largest.map(({ name, amount, share }) => ({ cells: [name, amount, share] }))}
            />
          </>
        ) : (
          <>
            <h2 className="sub">What moves the request most</h2>
            <DataTable
              name="What moves the request most"
              columns={[
                { head: "Input, held low and high", kind: "label" },
                { head: "Request", kind: "bold" },
              ]}
              rows={moves.map(({ name, values, range }) => ({
                cells: [
                  <>
                    {name}
                    <br />
                    <span className="quiet">{values}</span>
                  </>,
                  range,
                ],
              }))}
            />
          </>
        )}
      </div>
      <div>
        <h2 className="sub">Review triggers</h2>
        {comeBack.map((reason, i) => (
          <p key={i}>
            <Words runs={reason} />
          </p>
        ))}
      </div>
      <div>
        <h2 className="sub">Approval</h2>
        <Signatures signatures={signatures} />
      </div>
    </div>
  );
}

function Signatures({ signatures }: Pick<DecisionPart, "signatures">): ReactElement[] {
  return signatures.map(({ name, decided }, i) => (
    <p key={i} className="sign">
      {name}
      {decided !== null && (
        <>
          <br />
          <strong>{decided}</strong>
        </>
      )}
    </p>
  ));
}

/** The policies on one chart, and each against the plan. */
export function ScenariosPage({ wide, narrow }: BothDocuments): ReactElement | null {
  const { scenarios, bridge, sections } = wide;
  if (!sections.scenarios || (scenarios === null && bridge === null)) return null;
  return (
    <section aria-label="Scenarios">
      {scenarios !== null && narrow.scenarios !== null && (
        <>
          <h2>{scenarios.title}</h2>
          <p className="legend">
            {scenarios.legend.map(({ disc, name }) => (
              <span key={name}>
                <Drawn drawing={disc} /> {name}
              </span>
            ))}
          </p>
          <Both wide={scenarios.fans} narrow={narrow.scenarios.fans} />
          <h3>{scenarios.differencesTitle}</h3>
          <p className="note">{scenarios.note}</p>
          {scenarios.groups.map((group) => (
            <Differences key={group.name} group={group} />
          ))}
        </>
      )}
      {bridge !== null && (
        <>
          <h3>{bridge.title}</h3>
          <DataTable
            name={bridge.title}
            columns={[{ head: "Change", kind: "label" }, { head: "" }, { head: "Spend, mean", kind: "bold" }]}
            rows={bridge.rows.map(({ label, strip, figure }) => ({
              cells: [label, <Drawn drawing={strip} />, figure],
            }))}
          />
          <p className="note">{bridge.note}</p>
        </>
      )}
    </section>
  );
}

function Differences({ group }: { readonly group: ScenariosPart["groups"][number] }): ReactElement {
  return (
    <>
      <p>
        <Drawn drawing={group.disc} /> <strong>{group.name}</strong> <span className="quiet">{group.changes}</span>
      </p>
      <DataTable
        name={`${group.name} against the plan`}
        columns={[
          { head: "Against the plan", kind: "label" },
          { head: "" },
          { head: "Difference", kind: "bold" },
          { head: "8 in 10" },
          { head: "Simulated years" },
        ]}
        rows={group.rows.map((row) => ({
          cells: [row.label, <Drawn drawing={row.strip} />, row.figure, row.range, row.chance],
        }))}
      />
    </>
  );
}

/** What moves the request, and what a cap would do. */
export function DriversPage({ wide, narrow }: BothDocuments): ReactElement | null {
  const { drivers, caps, sections } = wide;
  if (!sections.drivers || (drivers === null && caps === null)) return null;
  return (
    <section aria-label="What moves the request">
      {drivers !== null && (
        <>
          <h2>{drivers.title}</h2>
          <p>
            <Words runs={drivers.lead} />
          </p>
          <div className="wide">
            <Drawn drawing={drivers.chart} />
          </div>
          <div className="narrow">
            <DataTable
              name={drivers.title}
              columns={[
                { head: "Input", kind: "label" },
                { head: "Request where it is low" },
                { head: "Request where it is high" },
                { head: "Share of the uncertainty", kind: "figure" },
              ]}
              rows={drivers.rows.map(({ name, low, high, share }) => ({
                cells: [
                  name,
                  ...[low, high].map((end) => (end === null ? "" : `${end.request} (${end.value})`)),
                  share,
                ],
              }))}
            />
          </div>
          <p className="note">{drivers.note}</p>
        </>
      )}
      {caps !== null && narrow.caps !== null && (
        <>
          <h2>{caps.title}</h2>
          <p>
            <Words runs={caps.lead} />
          </p>
          <Both wide={caps.chart} narrow={narrow.caps.chart} />
          <p className="note">{caps.note}</p>
        </>
      )}
    </section>
  );
}
