import { readdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { complaintsAbout } from "../proofs/testing/compiled.ts";
import { snippetsOfModule, written } from "../proofs/testing/snippets.ts";

const modules = ["spec", "impl", "model"].flatMap((room) =>
  readdirSync(fileURLToPath(new URL(`../${room}`, import.meta.url)), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => `${room}/${file.replaceAll("\\", "/")}`),
);

describe("the examples in docstrings", () => {
  const snippets = modules.flatMap(snippetsOfModule);
  const files = written(snippets, "examples");

  test("There are as many as the docstrings say", () => {
    expect(snippets.length).toBeGreaterThanOrEqual(4);
  });

  test("compile under the rules of the repository", () => {
    expect(complaintsAbout(files)).toEqual([]);
  });

  test.each(snippets.map(({ where }, index) => [where, files[index]!]))(
    "run and give what they promise: %s",
    async (_where, file) => {
      await import(pathToFileURL(file).href);
    },
  );
});
