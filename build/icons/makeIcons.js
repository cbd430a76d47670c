/**
 * Draws the icons of all systems from icon.svg, and from icon-small.svg (larger dots, no margin) up to 48 pixels, in
 * Chromium:
 *
 *   node build/icons/makeIcons.js [/usr/bin/chromium]
 *
 * Their results are kept beside the sources, so that packaging needs no browser.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

const SMALL = [16, 24, 32, 48];
const SIZES = [...SMALL, 64, 128, 256, 512, 1024];

const here = new URL("./", import.meta.url);
const large = readFileSync(new URL("icon.svg", here), "utf8");
const small = readFileSync(new URL("icon-small.svg", here), "utf8");

const browser = await chromium.launch({ executablePath: process.argv[2] ?? "/usr/bin/chromium" });
const page = await browser.newPage();
const images = new Map();
for (const size of SIZES) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${SMALL.includes(size) ? small : large}`);
  images.set(size, await page.screenshot({ omitBackground: true }));
}
await browser.close();

mkdirSync(new URL("png/", here), { recursive: true });
for (const size of SIZES) if (size <= 512) writeFileSync(new URL(`png/${size}x${size}.png`, here), images.get(size));
writeFileSync(new URL("icon.ico", here), icoOf(SIZES.filter((size) => size <= 256)));
writeFileSync(new URL("icon.icns", here), icnsOf());

/** Windows: a head, an entry for each image, the images as PNG. A side of 256 is written as 0. */
function icoOf(sizes) {
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  sizes.forEach((size, i) => {
    const at = 6 + 16 * i;
    const { length } = images.get(size);
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += length;
  });
  return Buffer.concat([head, ...sizes.map((size) => images.get(size))]);
}

/**
 * macOS: images as PNG under the names that say their size in points and whether the screen has two pixels to one.
 */
function icnsOf() {
  const names = { icp4: 16, icp5: 32, ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };
  const parts = Object.entries(names).map(([name, size]) => {
    const head = Buffer.alloc(8);
    head.write(name, 0, "latin1");
    head.writeUInt32BE(8 + images.get(size).length, 4);
    return Buffer.concat([head, images.get(size)]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write("icns", 0, "latin1");
  head.writeUInt32BE(8 + body.length, 4);
  return Buffer.concat([head, body]);
}
