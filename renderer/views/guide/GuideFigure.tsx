import type { ReactElement } from "react";
import { EXAMPLES } from "#shared/guide/examples.ts";
import { TERMS } from "#shared/guide/glossary.ts";
import { templates } from "#shared/plan/templates/templates.ts";
import { USAGE_FORMATS } from "#shared/usage/formats/recognise.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { GUIDE_CHARTS, isGuideChart } from "./guideCharts.tsx";
import { exampleText } from "./guideTexts.ts";

/** What a page only names: a chart of a template, drawn here and now, or a list that the program itself knows. */
export function GuideFigure({ figure, caption }: { readonly figure: string; readonly caption: string }): ReactElement {
  const [kind, name = ""] = figure.split(":");
  if (kind === "chart" && isGuideChart(name)) {
    const Chart = GUIDE_CHARTS[name];
    return (
      <figure className="guide-figure">
        <Chart />
        <figcaption className="note">{caption}. Drawn by the program, from an example.</figcaption>
      </figure>
    );
  }
  const List = kind === "list" ? LISTS[name] : undefined;
  if (List === undefined) throw new Error(`the guide has no figure ${figure}`);
  return <List />;
}

const LISTS: Readonly<Record<string, () => ReactElement>> = {
  terms: Terms,
  templates: Templates,
  examples: ExampleFiles,
  formats: Formats,
};

function Terms(): ReactElement {
  return (
    <dl className="guide-terms">
      {TERMS.map(({ id, name, meaning }) => (
        <div key={id}>
          <dt id={`guide-${id}`} tabIndex={-1}>
            {name}
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

function Templates(): ReactElement {
  const { files } = useAppContext();
  return (
    <dl className="guide-terms">
      {templates.map((template) => (
        <div key={template.id}>
          <dt>
            <Button kind="link" onClick={() => files.useTemplate(template)}>
              {template.name}
            </Button>
          </dt>
          <dd>{template.sentence}</dd>
        </div>
      ))}
    </dl>
  );
}

function ExampleFiles(): ReactElement {
  return (
    <>
      {EXAMPLES.map(({ name, shows }) => (
        <details key={name} className="guide-example">
          <summary>
            <code>{name}</code> {shows}
          </summary>
          <pre className="guide-code" tabIndex={0} role="region" aria-label={name}>
            {exampleText(name)}
          </pre>
        </details>
      ))}
    </>
  );
}

function Formats(): ReactElement {
  return (
    <ul className="guide-list guide-formats">
      {USAGE_FORMATS.map(({ name }) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}
