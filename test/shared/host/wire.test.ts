import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeWire, encodeWire, excessOf } from "#shared/host/wire.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

describe("what crosses the loopback", () => {
  it("comes back as it was: any JSON with bytes anywhere, also names that the wire uses itself", () => {
    const name = fc.oneof(fc.string(), fc.constantFrom("$bytes", "$plain", "__proto__"));
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(
          fc.string(),
          fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
          fc.boolean(),
          fc.constant(null),
          fc.uint8Array(),
          fc.constant("a\u0000b"),
        ),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.array(fc.tuple(name, tie("value")), { maxLength: 3 }).map((fields) => Object.fromEntries(fields)),
      ),
    }));
    const comesBack = fc.property(value, (sent) => {
      expect(decodeWire(encodeWire(sent, utf8), text)).toEqual(sent);
    });
    fc.assert(comesBack, { numRuns: 500, seed: 1 });
  });

  it("without bytes is plain JSON, and with them grows by theirs alone", () => {
    expect(text(encodeWire({ a: [1, "é"] }, utf8))).toBe('{"a":[1,"é"]}');
    const bytes = Uint8Array.from({ length: 1_000_000 }, (_, i) => i % 256);
    expect(encodeWire({ bytes }, utf8).length).toBe(bytes.length + 1 + '{"bytes":{"$bytes":[0,1000000]}}'.length);
  });

  it("refuses what it did not write", () => {
    const broken = [
      "",
      "{",
      '{"$bytes":1}',
      '{"$bytes":"abc"}',
      '{"$bytes":[0,1]}',
      '{"$bytes":[0,5]}\u0000abcd',
      '{"$bytes":[-1,2]}\u0000abcd',
      '{"$bytes":[0.5,2]}\u0000abcd',
      '{"$bytes":[0,2,3]}\u0000abcd',
      '{"$bytes":[0,1e400]}\u0000abcd',
    ];
    for (const body of broken) expect(() => decodeWire(utf8(body), text), body).toThrow(SyntaxError);
  });

  it("is measured before it is parsed: by its values and by how deep they lie, not by its texts", () => {
    expect(excessOf(utf8("[1,2,3]"), 4)).toBeNull();
    expect(excessOf(utf8("[1,2,3]"), 3)).toBe("values");
    expect(excessOf(utf8(JSON.stringify({ text: '[[[,,,"{{' })), 2)).toBeNull();
    const nested = (depth: number): Uint8Array => utf8(`${"[".repeat(depth)}${"]".repeat(depth)}`);
    expect(excessOf(nested(100), 1_000)).toBeNull();
    expect(excessOf(nested(101), 1_000)).toBe("depth");
    expect(excessOf(encodeWire({ bytes: new Uint8Array(1_000).fill(0x5b) }, utf8), 10)).toBeNull();
  });

  it("sets no prototype, whatever the fields are called", () => {
    const came = decodeWire(utf8('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}'), text) as object;
    expect(Object.getPrototypeOf(came)).toBe(Object.prototype);
    expect("isAdmin" in came).toBe(false);
    expect("isAdmin" in {}).toBe(false);
  });
});
