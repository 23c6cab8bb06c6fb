/**
 * A checksum of a text: 16 hexadecimal digits that differ where a text was cut
 * off, damaged or edited by accident.
 *
 * @remarks
 * Two lanes of FNV-1a (Fowler, Noll and Vo) over the UTF-16 units, with different
 * offsets, each finished by the mixer of MurmurHash3. Whoever wants to deceive can
 * reckon it anew: it is no signature.
 *
 * @param seed - the checksum of what comes before, where texts form a chain
 */
export function checksum(text: string, seed = ""): string {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (const part of [seed, "\n", text]) {
    for (let i = 0; i < part.length; i++) {
      const unit = part.charCodeAt(i);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit ^ (low >>> 15), 0x01000193);
    }
  }
  return digits(low) + digits(high);
}

function digits(word: number): string {
  const half = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const most = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return ((most ^ (most >>> 16)) >>> 0).toString(16).padStart(8, "0");
}
