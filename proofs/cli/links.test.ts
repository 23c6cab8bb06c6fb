import { expect, test } from "vitest";
import { bothWays } from "../../model/network/links.ts";
import { InputError } from "../../model/scenario.ts";
import { linksAsTyped, linksFrom, linksInWords } from "./links.ts";

test("a hyphen is a link both ways, a colon one way, as they are typed and told", () => {
  const links = [...bothWays([[1, 2]]), [3, 2]] as const;
  expect(linksFrom("1-2,3:2")).toEqual(links);
  expect(linksFrom(" 2-1 , 3 : 2")).toEqual([[2, 1], [1, 2], links[2]]);
  expect(linksAsTyped(links)).toBe("1-2,3:2");
  expect(linksInWords(links)).toBe("links 1–2, 3→2 only");
  expect(linksInWords([])).toBe("no links");
});

test.each([
  ["1-", "no link between two processes"],
  ["1-1", "no link between two processes"],
  ["a-b", "no link between two processes"],
  ["1-2,,2-3", "no link between two processes"],
  ["1-2,2:1", "the link from 2 to 1 twice"],
])("%s is refused", (text, why) => {
  expect(() => linksFrom(text)).toThrow(InputError);
  expect(() => linksFrom(text)).toThrow(why);
});
