// Builds the design system: src/parvis/ui/assets → src/parvis/ui/static/dist (or $PARVIS_ASSETS_OUT).
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import purgecss from "@fullhuman/postcss-purgecss";
import subsetFont from "subset-font";
import { defineConfig } from "vite";

const assets = resolve(import.meta.dirname, "src/parvis/ui/assets");
const icons = resolve(import.meta.dirname, "node_modules/@tabler/icons/icons");
const fonts = resolve(import.meta.dirname, "node_modules/.cache/parvis-fonts");

/** One sprite of the icons named in icons/names.txt (`name` or `filled/name`), plus our own drawings. */
function sprite() {
  const names = readFileSync(resolve(assets, "icons/names.txt"), "utf8")
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter(Boolean);
  const symbols = names.map((name) => {
    const filled = name.startsWith("filled/");
    const bare = filled ? name.slice("filled/".length) : name;
    const svg = readFileSync(resolve(icons, filled ? "filled" : "outline", `${bare}.svg`), "utf8");
    const body = svg.replace(/<!--[\s\S]*?-->/g, "").replace(/<svg[^>]*>|<\/svg>/g, "").replace(/\s+/g, " ").trim();
    const paint = filled
      ? 'fill="currentColor"'
      : 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
    return `<symbol id="${filled ? `${bare}-filled` : bare}" viewBox="0 0 24 24" ${paint}>${body}</symbol>`;
  });
  const mark = readFileSync(resolve(assets, "icons/arch.symbol.svg"), "utf8").trim();
  return `<svg xmlns="http://www.w3.org/2000/svg">${mark}${symbols.join("")}</svg>`;
}

/** Emits the sprite and the pictures, and a manifest from stable names to hashed files. */
function manifest() {
  return {
    name: "parvis-manifest",
    buildStart() {
      this.emitFile({ type: "asset", name: "icons.svg", originalFileName: "icons.svg", source: sprite() });
      for (const name of ["favicon.svg", "arch.svg"]) {
        const source = readFileSync(resolve(assets, "icons", name));
        this.emitFile({ type: "asset", name, originalFileName: name, source });
      }
    },
    generateBundle(_options, bundle) {
      const names = {};
      for (const file of Object.values(bundle)) {
        if (file.type === "chunk" && file.isEntry && !file.name.endsWith("-styles")) names[`${file.name}.js`] = file.fileName;
        if (file.type === "asset" && file.names?.length) {
          const name = file.names[0].replace(/(-styles)?\.s?css$/, ".css");
          if (/\.(css|svg)$/.test(name)) names[name] = file.fileName;
          if (/inter-latin-wght-normal\.woff2$/.test(name)) names["inter.woff2"] = file.fileName;
        }
      }
      const sorted = Object.fromEntries(Object.entries(names).sort(([a], [b]) => a.localeCompare(b)));
      this.emitFile({ type: "asset", fileName: "manifest.json", source: JSON.stringify(sorted, null, 2) });
    },
  };
}

/** The letters of names from all over Europe: as `unicode-range` in styles/_base.scss. The rest of the file, five times as heavy, is
 *  in no name; a single « ć » in a list would fetch it. */
const NAMES = [[0x100, 0x17f], [0x18f, 0x18f], [0x1a0, 0x1a1], [0x1af, 0x1b0], [0x1cd, 0x1dc], [0x218, 0x21b], [0x259, 0x259]];

const letters = NAMES.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, step) => String.fromCodePoint(first + step)),
).join("");

/** Made before the build, so that the hash in its name is that of what it holds. */
async function lightFont() {
  const whole = "node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2";
  const light = await subsetFont(readFileSync(resolve(import.meta.dirname, whole)), letters, { targetFormat: "woff2" });
  mkdirSync(fonts, { recursive: true });
  writeFileSync(join(fonts, "inter-names.woff2"), light);
}
await lightFont();

/** Compressed copies beside the files, for servers that send them as they are. */
function compressed() {
  return {
    name: "parvis-compressed",
    writeBundle(options, bundle) {
      for (const { fileName } of Object.values(bundle)) {
        if (!/\.(css|js|svg)$/.test(fileName)) continue;
        const path = join(options.dir, fileName);
        const content = readFileSync(path);
        if (content.length < 1000) continue;
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
      }
    },
  };
}

/** Half of Tabler's rules style what no page of ours has. Our own styles, after styles/_ours.scss, are left alone. */
const sources = resolve(import.meta.dirname, "src/parvis");
const unused = purgecss({
  content: [`${sources}/**/*.html`, `${sources}/**/*.py`, `${sources}/ui/assets/scripts/*.ts`],
  defaultExtractor: (content) => content.match(/[A-Za-z0-9_-]+/g) ?? [],
});

export default defineConfig({
  root: assets,
  base: "./",
  resolve: { alias: { "@fonts": fonts } },
  publicDir: false,
  logLevel: "warn",
  css: {
    postcss: { plugins: [unused] },
    preprocessorOptions: {
      scss: { loadPaths: [resolve(import.meta.dirname, "node_modules")], quietDeps: true },
    },
  },
  build: {
    outDir: process.env.PARVIS_ASSETS_OUT ?? resolve(import.meta.dirname, "src/parvis/ui/static/dist"),
    emptyOutDir: true,
    assetsDir: "",
    // No data: URIs of ours, so that the content security policy stays narrow.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    modulePreload: false,
    target: "es2022",
    rollupOptions: {
      input: {
        theme: resolve(assets, "scripts/theme.ts"),
        app: resolve(assets, "scripts/app.ts"),
        portal: resolve(assets, "scripts/portal.ts"),
        "desk-styles": resolve(assets, "styles/desk.scss"),
        "portal-styles": resolve(assets, "styles/portal.scss"),
      },
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
  worker: { format: "es", rollupOptions: { output: { entryFileNames: "[name]-[hash].js" } } },
  plugins: [manifest(), compressed()],
});
