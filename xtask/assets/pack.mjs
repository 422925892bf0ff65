// The part of the bundler that speaks to node's tools. `cargo xtask` calls it:
//   node pack.mjs css <entry.css> <out.css>        follow @import, minify, lower to the browsers below
//   node pack.mjs module <in.js> <out.js>          one minified ES module, exports kept
//   node pack.mjs script <in.js> <out.js>          minify a script as it stands
//   node pack.mjs playground <out folder>          GraphiQL: playground.js and playground.css
//   node pack.mjs fonts <fonts.css> <from> <to>    each font that the style sheet names, cut to its unicode-range
//   node pack.mjs compress <file>...               <file>.br and <file>.gz beside each
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build, transform } from "esbuild";
import { bundle, transform as transformCss } from "lightningcss";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const cssTargets = { chrome: version(105), firefox: version(110), safari: version(15, 4), ios_saf: version(15, 4) };
const jsTarget = ["chrome105", "firefox110", "safari15.4"];

// The minifier drops @charset; without it a page in another encoding would read arrows and Arabic wrong.
const writeCss = (file, code) => {
  const ascii = code.every((byte) => byte < 0x80);
  return writeFile(file, ascii ? code : Buffer.concat([Buffer.from('@charset "utf-8";'), code]));
};

const jobs = {
  async css(entry, out) {
    const { code } = bundle({ filename: entry, minify: true, targets: cssTargets });
    await writeCss(out, code);
  },

  async module(entry, out) {
    await build({ entryPoints: [entry], outfile: out, bundle: true, format: "esm", minify: true, target: jsTarget, logLevel: "warning" });
  },

  async script(entry, out) {
    const { code } = await transform(await readFile(entry, "utf8"), { minify: true, target: jsTarget });
    await writeFile(out, code);
  },

  async playground(folder) {
    await build({
      entryPoints: [join(here, "playground.mjs")],
      outfile: join(folder, "playground.js"),
      bundle: true,
      format: "iife",
      minify: true,
      legalComments: "eof",
      target: jsTarget,
      define: { "process.env.NODE_ENV": '"production"' },
      logLevel: "warning",
    });
    // GraphiQL ships its fonts as 350 KB of data: URLs, which `font-src 'self'` refuses anyway.
    const file = join(folder, "playground.css");
    const { code } = transformCss({
      filename: file,
      code: await readFile(file),
      minify: true,
      targets: cssTargets,
      visitor: { Rule: { "font-face": () => [] } },
    });
    await writeCss(file, code);
  },

  // Hints are for screens that are no more; of the features only those that Arabic and prices need are kept.
  async fonts(sheet, from, to) {
    const features = ["init", "medi", "fina", "isol", "rlig", "liga", "calt", "ccmp", "mark", "mkmk", "kern", "locl", "tnum"];
    const faces = [...(await readFile(sheet, "utf8")).matchAll(/asset:plex-(\w+?)(-more)?-(\d+)\.woff2.*?unicode-range: ([^;]+);/g)];
    if (faces.length === 0) throw new Error(`${sheet} names no font`);
    for (const [, script, more = "", weight, ranges] of faces) {
      let letters = "";
      for (const range of ranges.split(",")) {
        const [first, last = first] = range.trim().slice(2).split("-").map((code) => Number.parseInt(code, 16));
        for (let code = first; code <= last; code += 1) letters += String.fromCodePoint(code);
      }
      const whole = await readFile(join(from, `ibm-plex-sans-arabic-${script}-${weight}-normal.woff2`));
      const cut = await subsetFont(whole, letters, { targetFormat: "woff2", noHinting: true, keepFeatures: features });
      await writeFile(join(to, `plex-${script}${more}-${weight}.woff2`), cut);
    }
  },

  async compress(...files) {
    const br = promisify(brotliCompress);
    const gz = promisify(gzip);
    await Promise.all(
      files.map(async (file) => {
        const bytes = await readFile(file);
        const params = {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        };
        const [brotli, zipped] = await Promise.all([br(bytes, { params }), gz(bytes, { level: 9 })]);
        await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, zipped)]);
      }),
    );
  },
};

const [job, ...args] = process.argv.slice(2);
try {
  await jobs[job](...args);
} catch (error) {
  console.error(error.message ?? error);
  if (error.loc) console.error(`at ${error.fileName ?? ""}:${error.loc.line}:${error.loc.column}`);
  process.exit(1);
}
