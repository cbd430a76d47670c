/** A page keeps the unsaved work of its plan under its own key, and that of its portfolio beside it. */
const BESIDE = "-portfolio";

/** The key under which a page keeps what is unsaved of its portfolio (`keepRecovery`). */
export function portfolioKey(page: string): string {
  return `${page}${BESIDE}`;
}

/** The page whose work lies under a key while that page is open; work that was set aside has a key of its own. */
export function pageOfWork(key: string): string {
  return key.endsWith(BESIDE) ? key.slice(0, -BESIDE.length) : key;
}
