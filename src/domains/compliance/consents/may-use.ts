import type { ContactChannel, PurposeCode, Refusal } from '../../../contract/consent.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { readCapsReached } from '../contacts/cap-store.ts';
import { refusalOf, withWider } from './consent-rules.ts';
import { readStandings, type Subject } from './standing-store.ts';

/** Allowed, or why not. */
export type Answer = { readonly allowed: true } | { readonly allowed: false; readonly reason: Refusal };

const answerOf = (reason: Refusal | undefined): Answer =>
  reason === undefined ? { allowed: true } : { allowed: false, reason };

export interface ContactQuestion {
  readonly shopId: number;
  /** Customers, each with every one of their persons. */
  readonly subjects: readonly Subject[];
  readonly channel: ContactChannel;
  readonly purpose: PurposeCode;
  readonly now: Date;
}

/**
 * Whether customers may be contacted: the one gate of everything that is sent. Consent (PIPL art. 13, 15), the wish not
 * to be, restriction (art. 44), persons under 14 (art. 31), erasure (art. 47), and the shop's caps. By subject's id.
 * The universal holdout is no matter of law and is asked apart (`inHoldout`). Three statements, however many are asked.
 */
export async function mayContact(tx: Tx, question: ContactQuestion): Promise<Map<number, Answer>> {
  const { shopId, subjects, channel, purpose } = question;
  const channels = ['any', channel];
  const standings = await readStandings(tx, { shopId, subjects, purposes: withWider(purpose), channels });
  const capped = await readCapsReached(tx, question);
  return new Map(
    subjects.map(({ id }) => {
      const refusal = refusalOf(standings.get(id) ?? [], purpose, channel);
      return [id, answerOf(refusal ?? (capped.has(id) ? 'cap-reached' : undefined))];
    }),
  );
}

/** Purposes that make something of a person's data without contacting them. */
export type ProfilePurpose = Exclude<PurposeCode, 'marketing' | 'service'>;

export interface ProfileQuestion {
  readonly shopId: number;
  readonly subjects: readonly Subject[];
  readonly purpose: ProfilePurpose;
}

/**
 * Whether a profile, score or recommendation may be made of somebody (PIPL art. 24): the one gate of everything that
 * profiles. ClickHouse knows the answer for `profiling` as `persons.profiling_barred`. One statement.
 */
export async function mayProfile(tx: Tx, question: ProfileQuestion): Promise<Map<number, Answer>> {
  const { shopId, subjects, purpose } = question;
  const asked = { shopId, subjects, purposes: withWider(purpose), channels: ['any'] };
  const standings = await readStandings(tx, asked);
  return new Map(
    subjects.map(({ id }) => [id, answerOf(refusalOf(standings.get(id) ?? [], purpose, 'any'))]),
  );
}

/** Of some persons those of whom no profile may be made: what the mirror tells ClickHouse. */
export async function personsBarred(tx: Tx, shopId: number, personIds: readonly number[]): Promise<number[]> {
  const subjects = personIds.map((id) => ({ id, personIds: [id] }));
  const answers = await mayProfile(tx, { shopId, subjects, purpose: 'profiling' });
  return personIds.filter((id) => !answers.get(id)!.allowed);
}
