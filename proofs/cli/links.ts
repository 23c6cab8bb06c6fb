/** Links as a person types them: `1-2` for both ways, `1:2` for the way from 1 to 2 alone. */
import { InputError, type Link } from "../../model/scenario.ts";

/**
 * The links that were typed: `1-2,2:3`.
 *
 * @throws InputError where one of them is no link, or is given twice
 */
export function linksFrom(text: string): readonly Link[] {
  const links = text.split(",").flatMap(linkFrom);
  const twice = links.find((link, i) => links.findIndex((other) => other.join() === link.join()) !== i);
  if (twice !== undefined) {
    throw new InputError(
      "option-links",
      `check: --links “${text}” has the link from ${twice[0]} to ${twice[1]} twice\nGive it once; 1-2 is both ways.`,
    );
  }
  return links;
}

function linkFrom(text: string): readonly Link[] {
  const [, one, how, other] = /^\s*(\d+)\s*([-:])\s*(\d+)\s*$/.exec(text) ?? [];
  if (one === undefined || other === undefined || Number(one) === Number(other)) {
    throw new InputError(
      "option-links",
      `check: --links has “${text}”, which is no link between two processes\nWrite --links 1-2,2:3 for a link between 1 and 2 both ways and one from 2 to 3 alone.`,
    );
  }
  const link: Link = [Number(one), Number(other)];
  return how === ":" ? [link] : [link, [link[1], link[0]]];
}

/** Links as `--links` takes them, those in both directions as one. */
export function linksAsTyped(links: readonly Link[]): string {
  return written(links, "-", ":").join(",");
}

/** Links for people: `1–2, 2→3`. */
export function linksInWords(links: readonly Link[]): string {
  return links.length === 0 ? "no links" : `links ${written(links, "–", "→").join(", ")} only`;
}

function written(links: readonly Link[], bothWays: string, oneWay: string): readonly string[] {
  const has = (from: number, to: number): boolean => links.some((link) => link[0] === from && link[1] === to);
  return links.flatMap(([from, to]) => {
    if (!has(to, from)) return [`${from}${oneWay}${to}`];
    return from < to ? [`${from}${bothWays}${to}`] : [];
  });
}
