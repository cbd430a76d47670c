import type { ReactElement } from "react";
import type { MethodPart, MonthsPart, RegisterPart, ReportDocument } from "#shared/report/document.ts";
import { FiguresData } from "./CentresPage.tsx";
import { DataTable, Drawn, Warnings } from "./parts.tsx";

/** Month by month, workload by workload, model by model. */
export function MonthsPage({ months, workloads, noCase }: ReportDocument): ReactElement {
  return (
    <section aria-label="Months and workloads">
      <h2>Months and workloads</h2>
      <h3>Month by month</h3>
      <Months months={months} />
      <h3>Workloads and their budgets</h3>
      <DataTable
        name="Workloads and their budgets"
        columns={[
          { head: "Workload", kind: "label" },
          { head: "Owner", kind: "quiet" },
          { head: "", drawn: workloads.axis },
          { head: "Middle estimate", kind: "bold" },
          { head: "80% estimate", kind: "figure" },
          { head: "Outcome", kind: "quiet" },
          { head: "Outcomes, middle estimate", kind: "figure" },
          { head: "Model cost each", kind: "figure" },
          { head: "All-in cost each", kind: "bold" },
        ]}
        rows={[
          ...workloads.rows.map((row) => ({
            cells: [
              row.name,
              row.owner,
              row.strip === null ? "" : <Drawn drawing={row.strip} />,
              row.half,
              row.eighty,
              row.outcome,
              row.outcomes,
              row.tokens,
              row.loaded,
            ],
          })),
          { cells: [<strong>Plan</strong>, "", "", workloads.total.half, workloads.total.eighty, "", "", "", ""] },
        ]}
      />
      <p className="note">{workloads.note}</p>
      {noCase !== null && <p className="note">{noCase}</p>}
      {workloads.models.length > 0 && (
        <>
          <h3>Models</h3>
          <DataTable
            name="Models"
            columns={[
              { head: "Model", kind: "label" },
              { head: "Tokens, mean", kind: "figure" },
              { head: "Spend, mean", kind: "bold" },
              { head: "Share", kind: "figure" },
              { head: "Price per million tokens", kind: "figure" },
            ]}
            rows={workloads.models.map((row) => ({
              cells: [row.name, row.tokens, row.spend, row.share, row.perMillion],
            }))}
          />
        </>
      )}
    </section>
  );
}

function Months({ months }: { readonly months: MonthsPart }): ReactElement {
  return (
    <>
      <DataTable
        name="Month by month"
        columns={[
          { head: "Month", kind: "label" },
          { head: "", drawn: months.axis },
          { head: "Month, middle (50%)", kind: "bold" },
          { head: "Month, 80% estimate", kind: "figure" },
          { head: "Year to date, middle (50%)", kind: "figure" },
          { head: "Year to date, 80% estimate", kind: "figure" },
          { head: `${months.spentTitle} by month end`, kind: "figure" },
          { head: "" },
        ]}
        rows={months.rows.map((row) => ({
          cells: [
            row.name,
            <Drawn drawing={row.strip} />,
            row.half,
            row.eighty,
            row.soFarHalf,
            row.soFarEighty,
            row.spent,
            <Drawn drawing={row.spentBar} />,
          ],
        }))}
      />
      <p className="note">{months.note}</p>
      {months.views !== null && (
        <>
          <h3>{months.views.title}</h3>
          <FiguresData name={months.views.title} figures={months.views} />
          <p className="note">{months.views.note}</p>
        </>
      )}
    </>
  );
}

/** Every assumption with its evidence. */
export function RegisterPage({ register }: { readonly register: RegisterPart }): ReactElement {
  return (
    <section aria-label="Assumptions">
      <h2>Every assumption, with its evidence</h2>
      <p className="legend">
        {register.counts.map(({ grade, words }) => (
          <span key={grade}>
            <Drawn drawing={register.discs[grade]} /> {words}
          </span>
        ))}
      </p>
      {register.groups.map(({ name, owner, rows }) => (
        <div key={name}>
          <h3>
            {name} {owner !== null && <span className="note">owner: {owner}</span>}
          </h3>
          <DataTable
            name={`Assumptions of ${name}`}
            columns={[
              { head: "Input", kind: "label" },
              { head: "Value, 8 chances in 10" },
              { head: "Evidence" },
              { head: "Source", kind: "quiet" },
              { head: "By", kind: "quiet" },
              { head: "On", kind: "figure" },
            ]}
            rows={rows.map((row) => ({
              cells: [
                row.comments.length === 0 ? (
                  row.label
                ) : (
                  <>
                    {row.label}
                    <Comments comments={row.comments} />
                  </>
                ),
                row.value,
                <>
                  <Drawn drawing={register.discs[row.grade]} />
                  {`\u00a0${row.gradeWord}`}
                </>,
                row.source,
                row.by,
                row.date,
              ],
            }))}
          />
        </div>
      ))}
      <OtherComments comments={register.otherComments} />
    </section>
  );
}

function OtherComments({ comments }: { readonly comments: RegisterPart["otherComments"] }): ReactElement | null {
  if (comments.length === 0) return null;
  return (
    <>
      <h3>Comments on other inputs</h3>
      {comments.map(({ label, comments: said }) => (
        <p key={label}>
          {label}
          <Comments comments={said} />
        </p>
      ))}
    </>
  );
}

function Comments({ comments }: { readonly comments: readonly string[] }): ReactElement {
  return (
    <>
      {comments.map((comment, i) => (
        <span key={i} className="quiet">
          <br />
          {comment}
        </span>
      ))}
    </>
  );
}

/** All warnings. */
export function WarningsPage({ warnings }: { readonly warnings: readonly string[] }): ReactElement | null {
  if (warnings.length === 0) return null;
  return (
    <section aria-label="Warnings about this plan">
      <h2>Warnings about this plan</h2>
      <Warnings warnings={warnings} />
    </section>
  );
}

/** How it was computed. */
export function MethodPage({ method }: { readonly method: MethodPart }): ReactElement {
  return (
    <section aria-label="How it was computed">
      <h2>How it was computed</h2>
      <dl>
        {method.facts.map(({ name, value }) => [
          <dt key={`${name} name`}>{name}</dt>,
          <dd key={`${name} value`}>{value}</dd>,
        ])}
      </dl>
      <h3>The method</h3>
      {method.paragraphs.map(({ lead, text }) => (
        <p key={lead} className="quiet">
          <strong>{lead}</strong> {text}
        </p>
      ))}
      <h3>Sources</h3>
      {method.references.map((reference) => (
        <p key={reference} className="note">
          {reference}
        </p>
      ))}
    </section>
  );
}
