import { useEffect, useRef, useState, type ReactElement } from "react";
import { GUIDE_CONTENTS, type GuidePageId } from "#shared/guide/contents.ts";
import type { GuidePage } from "#shared/guide/page.ts";
import { searchGuide } from "#shared/guide/searchGuide.ts";
import { Icon } from "#renderer/controls/Icon.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { GuideBlocks } from "./GuideBlocks.tsx";
import { guidePages } from "./guideTexts.ts";
import "./guide.css";

/** The user guide: its contents with a search, and one page. It needs no plan. */
export function GuideScreen(): ReactElement {
  const pages = guidePages();
  const id = useApp((state) => state.guidePage);
  const part = useApp((state) => state.guidePart);
  const requests = useApp((state) => state.guideRequests);
  const openGuide = useApp((state) => state.openGuide);
  const page = pages.find((one) => one.id === id) ?? pages[0]!;
  const article = useRef<HTMLElement>(null);
  // Whoever follows a link reads on from where it leads.
  useEffect(() => {
    const target = article.current?.querySelector<HTMLElement>(part === null ? "h1" : `[id="guide-${part}"]`);
    target?.scrollIntoView({ block: part === null ? "end" : "center" });
    target?.focus({ preventScroll: true });
  }, [page, part, requests]);
  return (
    <div className="guide">
      <div className="guide-side">
        <Contents pages={pages} shown={page} onOpen={openGuide} />
      </div>
      <article className="guide-page" ref={article} aria-labelledby="guide-title">
        <h1 className="guide-title" id="guide-title" tabIndex={-1}>
          {page.title}
        </h1>
        <GuideBlocks blocks={page.blocks} />
        <NextPage pages={pages} shown={page} onOpen={openGuide} />
      </article>
    </div>
  );
}

interface PagesProps {
  readonly pages: readonly GuidePage[];
  readonly shown: GuidePage;
  readonly onOpen: (page: GuidePageId) => void;
}

/** What there is to read, or what a search finds. */
function Contents({ pages, shown, onOpen }: PagesProps): ReactElement {
  const [query, setQuery] = useState("");
  const titleOf = (id: string): string => pages.find((page) => page.id === id)!.title;
  return (
    <>
      <label className="guide-search">
        <Icon name="search" />
        <input
          className="palette-input"
          type="text"
          aria-label="Search the guide"
          placeholder="Search the guide"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </label>
      {query.trim() !== "" ? (
        <Finds pages={pages} query={query} shown={shown} onOpen={onOpen} />
      ) : (
        <>
          <div className="guide-choose">
            <Select
              label="Page"
              options={GUIDE_CONTENTS.flatMap((group) =>
                group.pages.map((value) => ({ value, label: `${group.title}: ${titleOf(value)}` })),
              )}
              value={shown.id as GuidePageId}
              onChange={onOpen}
            />
          </div>
          <nav aria-label="Pages of the guide" className="guide-contents">
            {GUIDE_CONTENTS.map((group) => (
              <section key={group.title} aria-label={group.title}>
                <p className="part-heading">{group.title}</p>
                <ul>
                  {group.pages.map((id) => (
                    <li key={id}>
                      <PageButton id={id} isShown={id === shown.id} onOpen={onOpen}>
                        {titleOf(id)}
                      </PageButton>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </nav>
        </>
      )}
    </>
  );
}

function Finds({ pages, query, shown, onOpen }: PagesProps & { readonly query: string }): ReactElement {
  const finds = searchGuide(pages, query);
  return (
    <nav aria-label="Pages found">
      <p className="note" role="status">
        {finds.length === 0
          ? "No page has all of these words. Try fewer."
          : `${finds.length} ${finds.length === 1 ? "page" : "pages"}`}
      </p>
      <ul>
        {finds.map(({ page, excerpt }) => (
          <li key={page.id}>
            <PageButton id={page.id as GuidePageId} isShown={page.id === shown.id} onOpen={onOpen}>
              {page.title}
              {excerpt !== null && <span className="guide-excerpt">{excerpt}</span>}
            </PageButton>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PageButton({
  id,
  isShown,
  onOpen,
  children,
}: {
  readonly id: GuidePageId;
  readonly isShown: boolean;
  readonly onOpen: (page: GuidePageId) => void;
  readonly children: React.ReactNode;
}): ReactElement {
  return (
    <button
      type="button"
      className="guide-entry"
      aria-current={isShown ? "page" : undefined}
      onClick={() => onOpen(id)}
    >
      {children}
    </button>
  );
}

function NextPage({ pages, shown, onOpen }: PagesProps): ReactElement | null {
  const next = pages[pages.indexOf(shown) + 1];
  if (next === undefined) return null;
  return (
    <p className="guide-next">
      Next:{" "}
      <button type="button" className="button button-link" onClick={() => onOpen(next.id as GuidePageId)}>
        {next.title}
      </button>
    </p>
  );
}
