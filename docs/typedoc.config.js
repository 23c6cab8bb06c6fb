// @ts-check
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { OptionDefaults } from "typedoc";

const here = new URL(".", import.meta.url);
const pages = readdirSync(new URL("algorithms", here)).map((page) => `algorithms/${page}`);
const guides = [
  "generated/invariants.md",
  "generated/museum.md",
  "guide.md",
  "hosts.md",
  ...pages,
  "costs.md",
  "sizes.md",
  "semantics.md",
  "architecture.md",
];

/** The entries of the package, as they were before they were built. */
const { exports } = JSON.parse(readFileSync(new URL("../package.json", here), "utf8"));
const entryPoints = Object.values(exports).flatMap((target) =>
  typeof target === "string" ? [] : [target.default.replace("./dist/", "../").replace(/\.js$/, ".ts")],
);

/** @type {Partial<import("typedoc").TypeDocOptions>} */
const config = {
  name: "interregnum",
  entryPoints,
  tsconfig: "tsconfig.json",
  plugin: ["./plugin.ts"],
  out: "site",
  readme: existsSync(new URL("../README.md", here)) ? "../README.md" : "none",
  projectDocuments: guides.filter((guide) => existsSync(new URL(guide, here))),
  customCss: "style.css",
  highlightLanguages: [...OptionDefaults.highlightLanguages, "diff"],
  blockTags: [...OptionDefaults.blockTags, "@invariant", "@premise", "@evidence"],
  excludeInternal: true,
  excludePrivate: true,
  // A property's name and type say what it is more often than not; a sentence that repeats them helps nobody.
  requiredToBeDocumented: OptionDefaults.requiredToBeDocumented.filter((kind) => kind !== "Property"),
  validation: {
    notExported: true,
    invalidLink: true,
    invalidPath: true,
    rewrittenLink: true,
    notDocumented: true,
    unusedMergeModuleWith: true,
  },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
  sort: ["source-order"],
  sortEntryPoints: false,
  navigation: { includeGroups: false, includeCategories: false, includeFolders: false, excludeReferences: true },
  navigationLinks: { Invariants: "documents/Invariants.html" },
  headings: { readme: false, document: false },
  hideGenerator: true,
  githubPages: false,
  // Where the repository lives is not known here, so a source is named without a link: the plugin takes the link away.
  disableGit: true,
  sourceLinkTemplate: "{path}",
};

export default config;
