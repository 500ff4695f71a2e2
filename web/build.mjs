// Builds the files of dist/ from src/: the same bytes each time. Another folder may be named: node build.mjs FOLDER.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? join(root, "dist");

/** One script without imports, ready to stand inside a page. */
export const script = async (entry) => {
  const [output] = [await build({
    root,
    configFile: false,
    logLevel: "warn",
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "es2022",
      minify: true,
      modulePreload: false,
      lib: { entry: join(root, entry), formats: ["iife"], name: "videogen" },
      rollupOptions: { output: { extend: true } },
    },
  })].flat();
  const code = output.output[0].code.trimEnd();
  // Inside a page, these would end the script or begin a comment.
  return code.replaceAll("</script", "<\\/script").replaceAll("<!--", "\\x3C!--") + "\n";
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "sheet.js"), await script("src/hosts/sheet.ts"));
  await writeFile(join(folder, "board.js"), await script("src/hosts/board.ts"));
  await writeFile(join(folder, "board.css"), await readFile(join(root, "src/board/board.css")));
  // One page with everything inside, since a view may load nothing.
  const [page, style, code] = await Promise.all([
    readFile(join(root, "src/view/view.html"), "utf8"), readFile(join(root, "src/view/view.css"), "utf8"), script("src/view/view.ts"),
  ]);
  await writeFile(join(folder, "view.html"), page.replace("/*style*/", () => style.trimEnd()).replace("/*script*/", () => code.trimEnd()));
}
