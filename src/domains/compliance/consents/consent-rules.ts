import { type ConsentState, type PurposeCode, purposes, type Refusal } from '../../../contract/consent.ts';

/** The latest that one person said of one purpose and channel, and whether a guardian said it. */
export interface Said {
  readonly purpose: string;
  readonly channel: string;
  readonly state: ConsentState;
  /** ISO 8601. */
  readonly at: string;
  readonly guardian: boolean;
}

/** All that decides about one person. */
export interface PersonStanding {
  readonly personId: number;
  /** Under 14; null = nobody told. */
  readonly minor: boolean | null;
  readonly restricted: boolean;
  readonly erased: boolean;
  readonly said: readonly Said[];
}

/** The purpose and those it lies within: an objection to profiles is one to recommendations made of them. */
export function withWider(purpose: PurposeCode): PurposeCode[] {
  const { within } = purposes[purpose];
  return within === undefined ? [purpose] : [purpose, ...withWider(within)];
}

/** Of two statements the later stands; of one instant the withdrawal, whichever came first. */
function newer(one: Said | undefined, other: Said): Said {
  if (one === undefined) return other;
  const [a, b] = [Date.parse(one.at), Date.parse(other.at)];
  if (a !== b) return a > b ? one : other;
  return one.state === 'withdrawn' ? one : other;
}

/**
 * What one person's statements come to for a channel. Said of `any`, a withdrawal covers every channel, until a later
 * grant of the channel itself; a grant covers those channels alone that were not withdrawn by name.
 */
export function stateOn(said: readonly Said[], purpose: string, channel: string): ConsentState | null {
  const of = (which: string) =>
    said
      .filter((it) => it.purpose === purpose && it.channel === which)
      .reduce<Said | undefined>(newer, undefined);
  const any = of('any');
  const own = channel === 'any' ? undefined : of(channel);
  if (own?.state === 'withdrawn') return 'withdrawn';
  if (any?.state === 'withdrawn' && (own === undefined || Date.parse(any.at) >= Date.parse(own.at)))
    return 'withdrawn';
  return own?.state ?? any?.state ?? null;
}

const isMinor = (persons: readonly PersonStanding[]) => persons.some((it) => it.minor === true);

/** What somebody under 14 said counts as a withdrawal only; what a guardian said counts (PIPL art. 31). */
export const heardOf = (said: readonly Said[], minor: boolean): readonly Said[] =>
  minor ? said.filter((it) => it.guardian || it.state === 'withdrawn') : said;

/** The strictest of a customer's persons: one withdrawal is the customer's, and a grant is where nobody withdrew. */
export function strictest(
  persons: readonly PersonStanding[],
  purpose: PurposeCode,
  channel: string,
): ConsentState | null {
  const minor = isMinor(persons);
  const states = persons.map((it) => stateOn(heardOf(it.said, minor), purpose, channel));
  return states.includes('withdrawn') ? 'withdrawn' : states.includes('granted') ? 'granted' : null;
}

/**
 * Why the data of a customer (their persons) may not be used so; undefined = it may. The strongest reason is named.
 * Restriction (PIPL art. 44) leaves what the contract needs; so does the want of a guardian.
 */
export function refusalOf(
  persons: readonly PersonStanding[],
  purpose: PurposeCode,
  channel: string,
): Refusal | undefined {
  const { basis } = purposes[purpose];
  const optional = basis !== 'contract';
  if (persons.some((it) => it.erased)) return 'erased';
  if (optional && persons.some((it) => it.restricted)) return 'restricted';
  const state = strictest(persons, purpose, channel);
  const minor = isMinor(persons);
  if (withWider(purpose).some((it) => strictest(persons, it, channel) === 'withdrawn'))
    return minor && optional ? 'minor-without-guardian' : 'withdrawn';
  if (minor && optional && state !== 'granted') return 'minor-without-guardian';
  return basis === 'consent' && state !== 'granted' ? 'no-consent' : undefined;
}
