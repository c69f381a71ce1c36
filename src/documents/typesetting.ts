import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NodeCompiler, type NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { Resvg } from "@resvg/resvg-js";
import { endingOf, type Document } from "../core/documents/document.ts";
import { Fault } from "../core/fault.ts";
import { projectRoot } from "../project-root.ts";

const templates = join(projectRoot, "src/documents");

/** Twice this is what a phone shows; larger pictures are only slower on a weak network. */
const pictureWidth = 720;

/** The weights our templates use: regular, half bold and bold of the two scripts. */
const fonts = [
  "noto-sans/400Regular/NotoSans_400Regular.ttf",
  "noto-sans/600SemiBold/NotoSans_600SemiBold.ttf",
  "noto-sans/700Bold/NotoSans_700Bold.ttf",
  "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
  "noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf",
  "noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf",
];

let kept: NodeCompiler | null = null;

/**
 * Sets a document by the template of its form, `<form>.typ` beside this page, as a PDF or a picture.
 *
 * What people typed reaches the template as JSON text alone, so that nothing of it is ever evaluated.
 * Throws `document/undrawable`.
 */
export function setPage(document: Document): Uint8Array {
  const compiler = (kept ??= openCompiler());
  const page = typeset(compiler, document);
  const bytes = endingOf(document) === "png" ? draw(compiler, page) : print(compiler, page);
  // What was set for one person does not stay for the next.
  compiler.evictCache(0);
  return bytes;
}

/** How many pages a document takes. */
export function countPages(document: Document): number {
  return typeset((kept ??= openCompiler()), document).numOfPages;
}

/** A document's pages, one under the other, as a picture: for whoever looks whether it is beautiful. */
export function picturePages(document: Document, width = 1_240): Uint8Array {
  const compiler = (kept ??= openCompiler());
  return draw(compiler, typeset(compiler, document), width);
}

function openCompiler(): NodeCompiler {
  const { resolve } = createRequire(join(projectRoot, "package.json"));
  const fontBlobs = fonts.map((name) => readFileSync(resolve(`@expo-google-fonts/${name}`)));
  return NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs }] });
}

function typeset(compiler: NodeCompiler, document: Document): NodeTypstDocument {
  const set = compiler.compile({
    mainFilePath: join(templates, `${document.form}.typ`),
    inputs: { data: JSON.stringify(document) },
    resetRead: true,
  });
  const { result } = set;
  if (result === null || set.hasError()) {
    throw new Fault("document/undrawable", document.form);
  }
  return result;
}

/** Without a moment in it the same document is the same file. */
function print(compiler: NodeCompiler, page: NodeTypstDocument): Uint8Array {
  return compiler.pdf(page, { pdfStandard: "1.7", creationTimestamp: 0 });
}

function draw(compiler: NodeCompiler, page: NodeTypstDocument, width = pictureWidth): Uint8Array {
  const picture = new Resvg(compiler.plainSvg(page), {
    fitTo: { mode: "width", value: width },
    background: "white",
    font: { loadSystemFonts: false },
  });
  return picture.render().asPng();
}
