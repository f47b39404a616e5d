import { type ContactChannel, type PurposeCode, purposes, type Refusal } from '../../../contract/consent.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { readCapsReached } from '../contacts/cap-store.ts';
import { isQuiet } from '../contacts/quiet-hours-rules.ts';
import { type ContactSettings, readContactSettings } from '../contacts/quiet-hours-store.ts';
import { inHoldout } from '../holdout/holdout-rules.ts';
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
  /** The contact is in the ledger already and made anew (a retry): caps have counted it and are not asked again. */
  readonly counted?: boolean;
}

/**
 * Whether customers may be contacted: the one gate of everything that is sent. Consent (PIPL art. 13, 15), the wish not
 * to be, restriction (art. 44), persons under 14 (art. 31), erasure (art. 47); then, by the shop's own rules, the universal
 * holdout, caps, and quiet hours, none of which but caps holds back what an order needs. By subject's id. Four statements,
 * however many are asked.
 */
export async function mayContact(tx: Tx, question: ContactQuestion): Promise<Map<number, Answer>> {
  const { shopId, subjects, channel, purpose } = question;
  const channels = ['any', channel];
  const standings = await readStandings(tx, { shopId, subjects, purposes: withWider(purpose), channels });
  const capped = question.counted === true ? new Set<number>() : await readCapsReached(tx, question);
  const ownRules = ownRulesOf(question, await readContactSettings(tx, shopId));
  return new Map(
    subjects.map((subject) => {
      const { id } = subject;
      const refusal = refusalOf(standings.get(id) ?? [], purpose, channel);
      return [id, answerOf(refusal ?? ownRules(subject, capped.has(id)))];
    }),
  );
}

/** Why the shop's own rules hold a contact back, strongest first; none but a cap does where the contract asks for it. */
function ownRulesOf({ purpose, now }: ContactQuestion, { holdout, quietHours, timeZone }: ContactSettings) {
  const optional = purposes[purpose].basis !== 'contract';
  const quiet = optional && isQuiet(quietHours, now, timeZone);
  const heldOut = ({ personIds }: Subject) =>
    optional && holdout !== null && inHoldout(holdout, Math.min(...personIds));
  return (subject: Subject, capped: boolean): Refusal | undefined => {
    if (heldOut(subject)) return 'held-out';
    if (capped) return 'cap-reached';
    return quiet ? 'quiet-hours' : undefined;
  };
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
 * profiles. ClickHouse knows the answer for `profiling` as `persons.profiling_barred` (`sayOf`). One statement.
 */
export async function mayProfile(tx: Tx, question: ProfileQuestion): Promise<Map<number, Answer>> {
  const { shopId, subjects, purpose } = question;
  const asked = { shopId, subjects, purposes: withWider(purpose), channels: ['any'] };
  const standings = await readStandings(tx, asked);
  return new Map(
    subjects.map(({ id }) => [id, answerOf(refusalOf(standings.get(id) ?? [], purpose, 'any'))]),
  );
}
