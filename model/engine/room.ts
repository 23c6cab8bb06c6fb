/** An array of the engine that grows. */
export type Growing = Int32Array | Uint16Array;

const bytesOf = { int32: 4, uint16: 2 } as const;
type Kind = keyof typeof bytesOf;
interface ArrayOf {
  readonly int32: Int32Array;
  readonly uint16: Uint16Array;
}

/** Whether memory can be reserved here without being taken: not in a page that is not isolated, nor in an old engine. */
const mayReserve = typeof SharedArrayBuffer === "function" && "grow" in SharedArrayBuffer.prototype;

/**
 * An array of `length` zeros that can grow up to `most` in place.
 *
 * @remarks
 * Growing in place leaves nothing behind. Arrays that were copied to longer ones
 * stayed, until they were collected, as more than half of what an exploration of
 * two million states held. An array over the whole of a growable buffer, whatever
 * its length, is read twenty times more slowly than one of a fixed length; so
 * growing makes another array over the same buffer.
 */
export function reserved<K extends Kind>(kind: K, length: number, most: number): ArrayOf[K] {
  const bytes = bytesOf[kind];
  return mayReserve
    ? over(kind, new SharedArrayBuffer(length * bytes, { maxByteLength: Math.max(length, most) * bytes }), length)
    : over(kind, new ArrayBuffer(length * bytes), length);
}

/**
 * The array itself where it has `needed` entries, and otherwise a longer one that
 * begins with them: over the same memory where that was reserved.
 */
export function withRoom<K extends Kind>(kind: K, array: ArrayOf[K], needed: number): ArrayOf[K] {
  if (needed <= array.length) return array;
  const { buffer } = array;
  const length = Math.max(needed, Math.ceil(array.length * 1.125));
  if (buffer instanceof SharedArrayBuffer && buffer.growable && buffer.maxByteLength >= needed * bytesOf[kind]) {
    const bytes = Math.min(buffer.maxByteLength, Math.max(buffer.byteLength, length * bytesOf[kind]));
    if (bytes > buffer.byteLength) buffer.grow(bytes);
    return over(kind, buffer, Math.floor(bytes / bytesOf[kind]));
  }
  const longer = over(kind, new ArrayBuffer(Math.max(needed, Math.ceil(array.length * 1.5)) * bytesOf[kind]));
  longer.set(array);
  return longer;
}

function over<K extends Kind>(kind: K, buffer: ArrayBuffer | SharedArrayBuffer, length?: number): ArrayOf[K] {
  return (kind === "int32" ? new Int32Array(buffer, 0, length) : new Uint16Array(buffer, 0, length)) as ArrayOf[K];
}
