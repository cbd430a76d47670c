import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64, decodeWire, encodeBase64, encodeWire } from "../../../shared/host/wire.ts";

describe("what crosses the loopback", () => {
  it("comes back as it was: any JSON with bytes anywhere, also names that the wire uses itself", () => {
    const name = fc.oneof(fc.string(), fc.constantFrom("$bytes", "$plain", "__proto__"));
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0), fc.boolean(), fc.constant(null), fc.uint8Array()),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.array(fc.tuple(name, tie("value")), { maxLength: 3 }).map((fields) => Object.fromEntries(fields)),
      ),
    }));
    const comesBack = fc.property(value, (sent) => {
      expect(decodeWire(encodeWire(sent))).toEqual(sent);
    });
    fc.assert(comesBack, { numRuns: 500, seed: 1 });
  });

  it("carries bytes as base64, as Node writes it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        const text = Buffer.from(bytes).toString("base64");
        expect(encodeBase64(bytes)).toBe(text);
        expect(decodeBase64(text)).toEqual(bytes);
      }),
      { seed: 1 },
    );
  });

  it("refuses what it did not write", () => {
    for (const text of ["", "{", '{"$bytes":1}', '{"$bytes":"abc"}', '{"$bytes":"ab*d"}']) expect(() => decodeWire(text)).toThrow(SyntaxError);
  });
});
