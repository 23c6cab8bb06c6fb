import type { Cluster, Vocabulary } from "./vocabulary.ts";

/**
 * Tells a message of the vocabulary from anything else: what comes from a network
 * is looked at before a reducer sees it.
 */
export type MessageTest<V extends Vocabulary = Vocabulary> = (
  cluster: Cluster<V>,
  value: unknown,
) => value is V["Message"];

/** What a field of a message may hold. */
export type Field = (value: unknown, cluster: Pick<Cluster, "processes">) => boolean;

/** A whole number from 0 that is exact: up to 2^53 - 1. */
export const natural: Field = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

/** `true` or `false`. */
export const truth: Field = (value) => typeof value === "boolean";

/** The name of a process of the cluster. */
export const processName: Field = (value, { processes }) => (processes as readonly unknown[]).includes(value);

/** One of these words. */
export function oneOf(...words: readonly string[]): Field {
  return (value) => (words as readonly unknown[]).includes(value);
}

/** `null`, or what `field` may hold. */
export function nullOr(field: Field): Field {
  return (value, cluster) => value === null || field(value, cluster);
}

/** An object with these fields, all of them and no others. */
export function record(fields: Readonly<Record<string, Field>>): Field {
  return (value, cluster) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length === Object.keys(fields).length &&
    Object.entries(fields).every(
      ([name, isFine]) => Object.hasOwn(value, name) && isFine((value as Record<string, unknown>)[name], cluster),
    );
}

/**
 * The test for messages that say what they are by their `type`: each type with its
 * other fields, all of which must be there, and no others.
 *
 * @example
 * ```ts
 * import { messageTest, natural, type Vocabulary } from "interregnum";
 *
 * interface Greeting extends Vocabulary {
 *   readonly Message: { readonly type: "hello"; readonly times: number };
 * }
 * const isGreeting = messageTest<Greeting>({ hello: { times: natural } });
 * const cluster = { self: 1, processes: [1, 2], parameters: null };
 * isGreeting(cluster, { type: "hello", times: 3 }); // true
 * isGreeting(cluster, { type: "hello", times: -1 }); // false
 * ```
 */
export function messageTest<V extends Vocabulary>(
  types: Readonly<Record<string, Readonly<Record<string, Field>>>>,
): MessageTest<V> {
  return (cluster, value): value is V["Message"] => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const { type, ...rest } = value as Readonly<Record<string, unknown>>;
    return typeof type === "string" && Object.hasOwn(types, type) && record(types[type]!)(rest, cluster);
  };
}
