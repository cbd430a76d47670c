import type { ReactElement } from "react";
import { IconButton } from "#renderer/controls/Button.tsx";
import { useApp } from "#renderer/state/useApp.tsx";

/** What to look at, in the order of the screen. */
const SENTENCES: readonly { readonly what: string; readonly words: string }[] = [
  {
    what: "Blue area",
    words:
      "where spend may run this year. Darker is more likely. The dashed line is the middle estimate: half of the simulated years cost more, half cost less.",
  },
  { what: "Black line", words: "your budget. Drag its tag, or click the tag and type an amount." },
  {
    what: "50 dots",
    words: "the simulated years, from the cheapest to the most expensive. Filled red dots spend more than the budget.",
  },
  { what: "Bar at the right", words: "the amount to request. At 80% it is enough in 8 of 10 simulated years." },
];

/** How the first screen is read, until it is closed once. The palette brings it back. */
export function HowToRead(): ReactElement | null {
  const isRead = useApp((state) => state.readScreens.includes("outlook"));
  const setRead = useApp((state) => state.setRead);
  if (isRead) return null;
  return (
    <aside className="how-to-read" aria-labelledby="how-to-read">
      <h2 id="how-to-read" className="part-heading">
        How to read this
      </h2>
      <IconButton label="Close “How to read this”" icon="close" onClick={() => setRead("outlook", true)} />
      <ol>
        {SENTENCES.map(({ what, words }) => (
          <li key={what}>
            <strong>{what}:</strong> {words}
          </li>
        ))}
      </ol>
    </aside>
  );
}
