// Runs every `npx interregnum` command in the `sh` blocks of the pages named, and
// fails where one ends otherwise than with 0 (as claimed), 1 (a claim fails) or 3
// (not everything was seen, as by walks): with 2, bad input, or by a signal.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const protocol = "docs/generated/my-protocol.ts";
let failures = 0;

for (const page of process.argv.slice(2).filter((file) => existsSync(file))) {
  const blocks = [...readFileSync(page, "utf8").matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```/gm)];
  // Where a page shows a protocol in a file, this is the file that its commands mean.
  const own = blocks.find(([, language, code]) => language === "ts" && /^export default\b/m.test(code ?? ""));
  if (own !== undefined) {
    mkdirSync("docs/generated", { recursive: true });
    writeFileSync(protocol, own[2] ?? "");
  }
  const commands = blocks
    .filter(([, language]) => ["sh", "bash", "console", "shell"].includes(language ?? ""))
    .flatMap(([, , code = ""]) => code.split("\n"))
    .map((line) => line.replace(/^\$ /, "").trim())
    .filter((line) => line.startsWith("npx interregnum"));
  for (const command of commands) {
    const line = command.replaceAll(/\.\/[\w-]+\.ts\b/g, `./${protocol}`);
    const { status, stdout, stderr } = spawnSync("bash", ["-c", line], { encoding: "utf8", timeout: 300_000 });
    const isFine = [0, 1, 3].includes(status);
    console.log(`${isFine ? "ok" : "FAILED"} (${status}): ${command}`);
    if (!isFine) {
      failures += 1;
      console.log(stdout, stderr);
    }
  }
}
process.exitCode = failures === 0 ? 0 : 1;
