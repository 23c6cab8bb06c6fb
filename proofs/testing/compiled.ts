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
 *
 * @param unwritten - texts of files that need not exist, by their absolute paths
 */
export function complaintsAbout(
  files: readonly string[],
  unwritten: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const { config } = ts.readConfigFile(`${root}/docs/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, `${root}/docs`);
  const relaxed = { ...options, noUnusedLocals: false, noUnusedParameters: false, skipLibCheck: true };
  const host = ts.createCompilerHost(relaxed);
  const readFile = host.readFile.bind(host);
  host.readFile = (file) => unwritten.get(file) ?? readFile(file);
  const program = ts.createProgram(files, relaxed, host);
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file === undefined || files.some((one) => dirname(one) === dirname(file.fileName)))
    .map(({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}
