import type { ReactElement } from "react";
import type { GuidePageId } from "#shared/guide/contents.ts";
import type { GuideBlock, GuideTarget, GuideText } from "#shared/guide/page.ts";
import { templates } from "#shared/plan/templates/templates.ts";
import { Button } from "#renderer/controls/Button.tsx";
import type { ScreenId } from "#renderer/state/appState.ts";
import { useApp, useAppContext } from "#renderer/state/useApp.tsx";
import { GuideFigure } from "./GuideFigure.tsx";

/** The parts of a page. */
export function GuideBlocks({ blocks }: { readonly blocks: readonly GuideBlock[] }): ReactElement {
  return (
    <>
      {blocks.map((block, i) => (
        <Block key={i} block={block} />
      ))}
    </>
  );
}

function Block({ block }: { readonly block: GuideBlock }): ReactElement {
  switch (block.kind) {
    case "heading":
      return (
        <h2 className="guide-heading" id={`guide-${block.id}`} tabIndex={-1}>
          {block.text}
        </h2>
      );
    case "paragraph":
      return (
        <p>
          <Texts texts={block.texts} />
        </p>
      );
    case "list": {
      const items = block.items.map((texts, i) => (
        <li key={i}>
          <Texts texts={texts} />
        </li>
      ));
      return block.isOrdered ? <ol className="guide-list">{items}</ol> : <ul className="guide-list">{items}</ul>;
    }
    case "table":
      return <Table head={block.head} rows={block.rows} />;
    case "code":
      return (
        <pre className="guide-code" tabIndex={0} role="region" aria-label="Commands">
          {block.text}
        </pre>
      );
    case "figure":
      return <GuideFigure figure={block.figure} caption={block.caption} />;
  }
}

function Table({ head, rows }: Pick<Extract<GuideBlock, { kind: "table" }>, "head" | "rows">): ReactElement {
  return (
    <table className="table guide-table">
      <thead>
        <tr>
          {head.map((texts, i) => (
            <th key={i} scope="col">
              <Texts texts={texts} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            {row.map((texts, j) => (
              <td key={j}>
                <Texts texts={texts} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Texts({ texts }: { readonly texts: readonly GuideText[] }): ReactElement {
  return (
    <>
      {texts.map(({ text, style, target }, i) => {
        if (target !== null)
          return (
            <TargetLink key={i} target={target}>
              {text}
            </TargetLink>
          );
        if (style === "strong") return <strong key={i}>{text}</strong>;
        return style === "code" ? <code key={i}>{text}</code> : text;
      })}
    </>
  );
}

/** A link to a page, a screen of the open plan, or a template. */
function TargetLink({ target, children }: { readonly target: GuideTarget; readonly children: string }): ReactElement {
  const { store, files } = useAppContext();
  const hasPlan = useApp((state) => state.plan !== null);
  const follow = (): void => {
    const { openGuide, goTo, say } = store.getState();
    if (target.kind === "page") openGuide(target.page as GuidePageId, target.part);
    else if (target.kind === "template") files.useTemplate(templates.find(({ id }) => id === target.template)!);
    else if (hasPlan) goTo(target.screen as ScreenId);
    else say({ kind: "done", sentence: "Open a plan first: this screen is about its figures." });
  };
  return (
    <Button kind="link" onClick={follow}>
      {children}
    </Button>
  );
}
