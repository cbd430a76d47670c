import type { ReactElement } from "react";
import type { GuidePageId } from "#shared/guide/contents.ts";
import { useApp } from "#renderer/state/useApp.tsx";
import { Button } from "./Button.tsx";

/** Leads to a page of the guide, or to a part of it. */
export function GuideLink({
  page,
  part = null,
  children,
}: {
  readonly page: GuidePageId;
  readonly part?: string | null;
  readonly children: string;
}): ReactElement {
  const openGuide = useApp((state) => state.openGuide);
  return (
    <Button kind="link" onClick={() => openGuide(page, part)}>
      {children}
    </Button>
  );
}
