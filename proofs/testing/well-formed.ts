/** A strict reader of the XML that SVG files of this repository are made of: elements, attributes and text. */

/** An element as it was read. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (XmlElement | string)[];
}

const openTag = /<([A-Za-z][\w-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>/y;
const attribute = /\s+([A-Za-z][\w:-]*)="([^"<]*)"/g;
const closeTag = /<\/([A-Za-z][\w-]*)>/y;
const words = /[^<]+/y;
/** What XML 1.0 allows as a character (§2.2). */
const characters = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/**
 * Reads an XML document that consists of one element.
 *
 * @throws Error that says where the document is not well-formed
 */
export function readXml(document: string): XmlElement {
  if (!characters.test(document)) throw new Error("there is a character in it that XML has no way to write");
  const top: XmlElement = { name: "", attributes: new Map(), children: [] };
  const open: XmlElement[] = [top];
  let at = 0;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(document);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  while (at < document.length) {
    const within = open.at(-1)!;
    const tag = next(openTag);
    if (tag !== null) {
      const element: XmlElement = { name: tag[1]!, attributes: attributesIn(tag[2]!), children: [] };
      within.children.push(element);
      if (tag[3] === "") open.push(element);
      continue;
    }
    const close = next(closeTag);
    if (close !== null) {
      if (close[1] !== within.name) throw new Error(`</${close[1]}> closes <${within.name}> before ${at}`);
      open.pop();
      continue;
    }
    const found = next(words);
    if (found === null) throw new Error(`neither a tag nor text at ${at}: ${document.slice(at, at + 40)}`);
    within.children.push(unescaped(found[0]));
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)!.name}> is never closed`);
  const elements = top.children.filter((child) => typeof child !== "string");
  const strays = top.children.filter((child) => typeof child === "string" && child.trim() !== "");
  if (elements.length !== 1 || strays.length > 0) throw new Error("there must be one element, and nothing beside it");
  return elements[0]!;
}

/** All elements of a document, the outermost first. */
export function elementsOf(element: XmlElement): readonly XmlElement[] {
  const inner = element.children.flatMap((child) => (typeof child === "string" ? [] : elementsOf(child)));
  return [element, ...inner];
}

/** The text in an element and in all that is in it. */
export function textOf({ children }: XmlElement): string {
  return children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

function attributesIn(written: string): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const [, name, value] of written.matchAll(attribute)) {
    if (read.has(name!)) throw new Error(`the attribute ${name} is there twice`);
    read.set(name!, unescaped(value!));
  }
  return read;
}

function unescaped(written: string): string {
  return written.replaceAll(/&(\w*;?)/g, (_, name: string) => {
    const character = name.endsWith(";") ? entities[name.slice(0, -1)] : undefined;
    if (character === undefined) throw new Error(`&${name} is no entity`);
    return character;
  });
}
