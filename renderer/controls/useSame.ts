import { useState } from "react";

/**
 * Plain data that is made anew at every drawing, as the very object of before for as long as it says the same: what is
 * computed from it is not computed again when something else of the plan was edited.
 */
export function useSame<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  const [kept, setKept] = useState({ value, text });
  if (kept.text === text) return kept.value;
  setKept({ value, text });
  return value;
}
