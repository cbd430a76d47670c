import type { ResolvedMix } from "./resolved.ts";

/** Money per million tokens of an attempt at its mix of token classes. */
export function blendedPrice(mix: ResolvedMix, price: ResolvedMix): number {
  return (
    mix.input * price.input +
    mix.cacheRead * price.cacheRead +
    mix.cacheWrite * price.cacheWrite +
    mix.cacheWriteHour * price.cacheWriteHour +
    mix.output * price.output
  );
}
