import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getConfig, validateConfiguration } from "app-builder-lib/out/util/config/config.js";
import { FuseV1Options } from "@electron/fuses";
import { DebugLogger } from "builder-util";
import { beforeAll, describe, expect, it } from "vitest";
import { THREAD_SOURCES } from "#electron/host/threads/workerFile.ts";
import { ROOT } from "#test/shared/host/transports.ts";

type Configuration = Awaited<ReturnType<typeof getConfig>>;

let configuration: Configuration;
beforeAll(async () => {
  configuration = await getConfig(ROOT, join(ROOT, "electron-builder.yml"), null);
});

const file = (path: string | null | undefined): Buffer => readFileSync(join(ROOT, path ?? "missing"));

describe("electron-builder.yml", () => {
  it("holds to electron-builder's own schema, which knows a wrong word when it meets one", async () => {
    await validateConfiguration(configuration, new DebugLogger(false));
    await expect(
      validateConfiguration({ ...configuration, hardenedRuntim: true } as Configuration, new DebugLogger(false)),
    ).rejects.toThrow(/hardenedRuntim/);
  });

  it("packages for Windows (NSIS), macOS (dmg, hardened runtime) and Linux (AppImage, deb)", () => {
    const targetsOf = (system: "win" | "mac" | "linux"): string[] => {
      const { target } = configuration[system] ?? {};
      return (Array.isArray(target) ? target : [target]).map((one) =>
        typeof one === "object" && one !== null ? one.target : String(one),
      );
    };
    expect([targetsOf("win"), targetsOf("mac"), targetsOf("linux")]).toEqual([["nsis"], ["dmg"], ["AppImage", "deb"]]);
    expect(configuration.mac?.hardenedRuntime).toBe(true);
  });

  it("asks macOS for compiling scripts, and for nothing else", () => {
    const keys = [
      ...file(configuration.mac?.entitlements)
        .toString()
        .matchAll(/<key>([^<]+)<\/key>/g),
    ].map(([, key]) => key);
    expect(keys).toEqual(["com.apple.security.cs.allow-jit"]);
    expect(configuration.mac?.entitlementsInherit).toBe(configuration.mac?.entitlements);
  });

  it("flips every fuse that could make the program run something else", () => {
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(configuration.asar).toBe(true);
  });

  it("decides every fuse that this Electron has, and leaves none to its default", () => {
    const known = Object.values(FuseV1Options)
      .filter((name) => typeof name === "string")
      .map((name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`);
    expect(Object.keys(configuration.electronFuses ?? {}).sort()).toEqual(known.sort());
  });

  it("packages the licence texts that some packages do not bring themselves", () => {
    expect(JSON.stringify(configuration.files)).toContain("electron/host/licences/*.txt");
    expect(file("electron/host/licences/Apache-2.0.txt").toString()).toContain("Version 2.0, January 2004");
  });

  it("names makers and places that nobody else can be behind", () => {
    const { author, homepage } = configuration.extraMetadata as {
      author: { name: string; email: string };
      homepage: string;
    };
    expect(author.name).toBe("Past April developers");
    expect([author.email.split("@")[1], new URL(homepage).hostname].every((place) => place?.endsWith(".example"))).toBe(
      true,
    );
  });

  it("opens plans by double click, and not every JSON file there is", () => {
    expect(configuration.fileAssociations).toMatchObject([{ ext: "pastapril" }]);
  });

  it("publishes nothing and asks nobody for updates", () => {
    expect(configuration.publish).toBeNull();
  });

  it("builds every thread that the main process starts", () => {
    const threads = Object.entries(THREAD_SOURCES);
    const built = file("vite.config.ts").toString();
    for (const [name, source] of threads)
      expect(built).toContain(`${name}: here("${join("electron/host/threads", source)}")`);
  });

  it("starts what was built", () => {
    const about = JSON.parse(file("package.json").toString()) as { main: string };
    expect(about.main).toBe("dist/electron/main.js");
    expect(JSON.stringify(configuration.files)).toContain('"dist/**"');
  });
});

describe("the icons", () => {
  /** Width and height of a PNG image. */
  const sideOf = (png: Buffer): number => {
    expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect(png.readUInt32BE(16)).toBe(png.readUInt32BE(20));
    return png.readUInt32BE(16);
  };

  it("are there for Linux at the sizes of the icon theme", () => {
    const folder = configuration.linux?.icon ?? "";
    const names = readdirSync(join(ROOT, folder));
    expect(names.map((name) => Number.parseInt(name)).sort((a, b) => a - b)).toEqual([
      16, 24, 32, 48, 64, 128, 256, 512,
    ]);
    for (const name of names)
      expect(name).toBe(`${sideOf(file(join(folder, name)))}x${sideOf(file(join(folder, name)))}.png`);
  });

  it("are there for Windows up to 256", () => {
    const icon = file(configuration.win?.icon);
    const count = icon.readUInt16LE(4);
    const sides = Array.from({ length: count }, (_, i) => sideOf(icon.subarray(icon.readUInt32LE(6 + 16 * i + 12))));
    expect(sides).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it("are there for macOS up to 512 at two pixels a point", () => {
    const icon = file(configuration.mac?.icon);
    expect(icon.subarray(0, 4).toString("latin1")).toBe("icns");
    expect(icon.readUInt32BE(4)).toBe(icon.length);
    const sides: number[] = [];
    for (let at = 8; at < icon.length; at += icon.readUInt32BE(at + 4)) sides.push(sideOf(icon.subarray(at + 8)));
    expect(Math.max(...sides)).toBe(1024);
  });

  it("are made of twelve dots, the first four hollow", () => {
    for (const name of ["icon.svg", "icon-small.svg"]) {
      const dots = [
        ...file(`build/icons/${name}`)
          .toString()
          .matchAll(/<circle[^>]*>/g),
      ].map(([dot]) => dot.includes('fill="none"'));
      expect(dots).toEqual([true, true, true, true, ...Array.from({ length: 8 }, () => false)]);
    }
    expect(existsSync(join(ROOT, "build/icons/makeIcons.js"))).toBe(true);
  });
});
