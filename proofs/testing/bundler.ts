import { createRequire } from "node:module";

/** The part of esbuild, which tsx brings along, that is needed here. */
interface Bundler {
  build(options: Readonly<Record<string, unknown>>): Promise<{
    readonly metafile: { readonly inputs: Readonly<Record<string, unknown>> };
    readonly outputFiles: readonly { readonly contents: Uint8Array; readonly text: string }[];
  }>;
}

/** The bundler with which this repository looks at what its entries bring along. */
export function bundler(): Bundler {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  return createRequire(tsx)("esbuild") as Bundler;
}
