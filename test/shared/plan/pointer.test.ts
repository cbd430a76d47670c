import fc from "fast-check";
import { expect, it } from "vitest";
import { partNamed, pathOf, pointerOf } from "#shared/plan/pointer.ts";

// RFC 6901, section 5: names of the example document and their pointers.
it.each<[path: (string | number)[], pointer: string]>([
  [[], ""],
  [["foo"], "/foo"],
  [["foo", 0], "/foo/0"],
  [[""], "/"],
  [["a/b"], "/a~1b"],
  [["m~n"], "/m~0n"],
  [["~1"], "/~01"],
])("%j is %j", (path, pointer) => {
  expect(pointerOf(path)).toBe(pointer);
  expect(pathOf(pointer)).toEqual(path.map(String));
});

it("any names lead to a pointer and back", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (path) => {
      expect(pathOf(pointerOf(path))).toEqual(path);
    }),
  );
});

it.each(["a", "a/b", "/~", "/~2", "/a~"])("%j is no pointer", (text) => {
  expect(pathOf(text)).toBeNull();
});

it("names a part by its unescaped id, and by its kind alone", () => {
  expect(partNamed("/models/vendor~1opus/price", "models")).toBe("vendor/opus");
  expect(partNamed("/workloads/opus/demand", "models")).toBeNull();
  expect(partNamed(null, "models")).toBeNull();
});
