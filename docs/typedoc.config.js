// @ts-check
import { existsSync } from "node:fs";
import { OptionDefaults } from "typedoc";

const guides = ["generated/invariants.md", "generated/museum.md", "guide.md", "semantics.md", "architecture.md"];
const here = new URL(".", import.meta.url);

/** @type {Partial<import("typedoc").TypeDocOptions>} */
const config = {
  name: "interregnum",
  entryPoints: [
    "../spec/index.ts",
    "../impl/ring/index.ts",
    "../impl/bully/index.ts",
    "../impl/raft/index.ts",
    "../model/index.ts",
    "../model/threads/index.ts",
  ],
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
