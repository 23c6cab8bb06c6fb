import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { complaintsAbout } from "../proofs/testing/compiled.ts";
import { snippetsOfPage, written } from "../proofs/testing/snippets.ts";

const algorithms = readdirSync(new URL("algorithms", import.meta.url)).map((page) => `docs/algorithms/${page}`);
const pages = ["docs/guide.md", "docs/hosts.md", "README.md", ...algorithms];

describe.each(pages)("the programs in %s", (page) => {
  const snippets = snippetsOfPage(page);
  const files = written(snippets, page.replaceAll(/\W+/g, "-"));

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

describe.each(algorithms)("%s", (page) => {
  const text = readFileSync(new URL(`../${page}`, import.meta.url), "utf8");

  test("tells the idea, the premises, when to choose it, how it fails, and its numbers", () => {
    const heads = [...text.matchAll(/^## (.*)$/gm)].map(([, head]) => head);
    expect(heads).toEqual(["Idea", "Premises", "When to choose it", "How it fails", "Its numbers"]);
  });

  test("has a program that runs the reducer, and commands that show what it says", () => {
    expect(snippetsOfPage(page).length).toBeGreaterThanOrEqual(1);
    expect(text).toMatch(/^npx interregnum /m);
  });
});

test("The guide has programs to run", () => {
  expect(snippetsOfPage("docs/guide.md").length).toBeGreaterThanOrEqual(2);
});
