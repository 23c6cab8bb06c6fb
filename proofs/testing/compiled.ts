import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * What the compiler says about these files under the repository's own rules.
 *
 * @remarks
 * Documentation may name a thing that it does not go on to use, so that unused
 * names are let pass.
 */
export function complaintsAbout(files: readonly string[]): readonly string[] {
  const { config } = ts.readConfigFile(`${root}/docs/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, `${root}/docs`);
  const program = ts.createProgram(files, {
    ...options,
    noUnusedLocals: false,
    noUnusedParameters: false,
    skipLibCheck: true,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file === undefined || files.some((one) => dirname(one) === dirname(file.fileName)))
    .map(({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}
