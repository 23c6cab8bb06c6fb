/** Writing XML: elements as text, with everything escaped that somebody else wrote. */

/** The attributes of an element, without those that are `undefined`. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/**
 * An element as XML.
 *
 * @param children - elements or {@link text}: already escaped
 */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${text(typeof value === "number" ? rounded(value) : String(value))}"`)
    .join("");
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join("")}</${name}>`;
}

/**
 * Text as XML may hold it.
 *
 * @remarks
 * XML 1.0 has no way to write some characters, not even escaped (§2.2): these
 * become `\uXXXX`, as they are printed on a terminal.
 */
export function text(value: string): string {
  return value
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, (letter) => {
      return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
    })
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
