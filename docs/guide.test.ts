import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { complaintsAbout } from "../proofs/testing/compiled.ts";
import { snippetsOfPage, written } from "../proofs/testing/snippets.ts";

const pages = ["docs/guide.md", "README.md"].filter((page) => existsSync(new URL(`../${page}`, import.meta.url)));

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

test("The guide has programs to run", () => {
  expect(snippetsOfPage("docs/guide.md").length).toBeGreaterThanOrEqual(2);
});
