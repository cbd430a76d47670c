import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { validText } from "#shared/validText.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { reportDocument } from "#shared/report/reportDocument.tsx";
import { CentresPage } from "./CentresPage.tsx";
import { type BothDocuments, DecisionPage, DriversPage, ScenariosPage } from "./DecisionPages.tsx";
import { Drawn } from "./parts.tsx";
import { pageStyle, type Typeface } from "./pageStyle.ts";
import { MethodPage, MonthsPage, RegisterPage, WarningsPage } from "./TablePages.tsx";
import { MovedPage } from "./MovedPage.tsx";
import { DuePage, ValuePage } from "./ValuePages.tsx";

/** The page may load nothing: its typeface and charts are in it, and it runs no script. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:";

/**
 * The budget plan as one HTML file that asks no network: the document of the PDF, for a screen, a phone and print, light
 * and dark. The same input gives the same text.
 */
export function reportPage(input: ReportInput, typeface: readonly Typeface[]): string {
  const documents = {
    wide: reportDocument({ ...input, paper: "a4" }),
    narrow: reportDocument({ ...input, paper: "phone" }),
  };
  return `<!doctype html>\n${validText(renderToStaticMarkup(<Page {...documents} typeface={typeface} />))}\n`;
}

function Page({ wide, narrow, typeface }: BothDocuments & { readonly typeface: readonly Typeface[] }): ReactElement {
  const { head, sections, value, due } = wide;
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta httpEquiv="Content-Security-Policy" content={POLICY} />
        <title>{wide.title}</title>
        <style dangerouslySetInnerHTML={{ __html: pageStyle(typeface) }} />
      </head>
      <body>
        <header>
          <Drawn drawing={head.mark} />
          <strong>{head.name}</strong>
          <span>Budget plan</span>
          <span className="spacer" />
          <span className="quiet">{[head.note, head.prepared].filter((words) => words !== null).join(". ")}</span>
        </header>
        <main>
          <DecisionPage wide={wide} narrow={narrow} />
          <ScenariosPage wide={wide} narrow={narrow} />
          {wide.moved !== null && <MovedPage moved={wide.moved} />}
          {value !== null && sections.value && <ValuePage value={value} />}
          {due !== null && sections.value && <DuePage due={due} />}
          <DriversPage wide={wide} narrow={narrow} />
          {sections.months && <MonthsPage {...wide} />}
          {wide.centres !== null && sections.centres && <CentresPage centres={wide.centres} />}
          {sections.assumptions && <RegisterPage register={wide.register} />}
          <WarningsPage warnings={wide.warnings} />
          {sections.method && <MethodPage method={wide.method} />}
        </main>
        <footer>
          {wide.foot.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <p>Past April</p>
        </footer>
      </body>
    </html>
  );
}
