import { join } from "node:path";
import { rolldown } from "rolldown";
import { projectRoot } from "../project-root.ts";

/**
 * Puts the program into a few files of a folder below the project's: there, `start.js` is what starts.
 * `npm run bundle` makes `build/`, for the image.
 *
 * To find and link some hundreds of pages is more than half of a start. What is not code is still
 * read from where it stands.
 */
export async function bundleProgram(folder: string): Promise<void> {
  const bundle = await rolldown({
    input: join(projectRoot, "src/start.js"),
    platform: "node",
    logLevel: "silent",
    // Their packages choose what fits the machine.
    external: [/^@myriaddreamin\//u, /^@resvg\//u],
  });
  await bundle.write({
    dir: folder,
    cleanDir: true,
    format: "esm",
    // Names stay, for where something went wrong.
    minify: { compress: true, mangle: false },
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
  });
  await bundle.close();
}

if (import.meta.main) await bundleProgram(join(projectRoot, "build"));
