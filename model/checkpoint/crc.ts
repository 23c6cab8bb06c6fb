/** What each byte adds to a checksum: the polynomial of IEEE 802.3, bits reversed. */
const table: Int32Array = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/**
 * The CRC-32 of `bytes` from `begin` up to `end`, as an integer from 0 to 2^32 - 1.
 * It tells every change of up to 32 bits in a row, and all others but one in 2^32.
 */
export function crc32(bytes: Uint8Array, begin: number, end: number): number {
  let crc = -1;
  for (let i = begin; i < end; i++) crc = table[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
