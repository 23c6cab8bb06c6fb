// Builds after an install in a clone, so that `npx interregnum` has something to
// run. Does nothing where the compiler was not installed (`npm ci --omit=dev`),
// and fails no `npx`: npm prepares a package that is run from its own directory
// once more, and when this fails it leaves a cache behind that fails ever after.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

function hasCompiler() {
  try {
    createRequire(import.meta.url).resolve("typescript");
    return true;
  } catch {
    return false;
  }
}

if (hasCompiler()) {
  const { status } = spawnSync("npm run build", { stdio: "inherit", shell: true });
  process.exitCode = process.env.npm_command === "exec" ? 0 : (status ?? 1);
} else {
  console.error("interregnum: not built, since TypeScript is not installed. `npm ci` installs it and builds.");
}
