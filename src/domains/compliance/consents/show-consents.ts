import { type ConsentsView, consentChannels, purposeCodes } from '../../../contract/consent.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { type PersonStanding, refusalOf, strictest } from './consent-rules.ts';
import { readConsents } from './consent-store.ts';
import { readStandings, type Subject } from './standing-store.ts';

/** What a customer said and what stands of it, for every purpose and channel of which anything was said, and `any`. */
export async function showConsents(tx: Tx, shopId: number, subject: Subject): Promise<ConsentsView> {
  const standings = await readStandings(tx, { shopId, subjects: [subject], purposes: purposeCodes });
  const persons = standings.get(subject.id) ?? [];
  return {
    customer_id: subject.id,
    flags: flagsOf(persons),
    standing: standingOf(persons),
    history: await readConsents(tx, shopId, subject.personIds),
  };
}

/** What a customer consents to as it stands, without the history: for pages that are asked for often. */
export async function readStandingConsents(
  tx: Tx,
  shopId: number,
  subject: Subject,
): Promise<ConsentsView['standing']> {
  const standings = await readStandings(tx, { shopId, subjects: [subject], purposes: purposeCodes });
  return standingOf(standings.get(subject.id) ?? []);
}

function flagsOf(persons: readonly PersonStanding[]): ConsentsView['flags'] {
  const told = persons.map((it) => it.minor).filter((it) => it !== null);
  const minor = told.length === 0 ? null : told.includes(true);
  return { minor, restricted: persons.some((it) => it.restricted) };
}

/** What stands in the way of a customer's data being used, whatever they consented to. */
export async function readFlags(tx: Tx, shopId: number, subject: Subject): Promise<ConsentsView['flags']> {
  const standings = await readStandings(tx, { shopId, subjects: [subject], purposes: [] });
  return flagsOf(standings.get(subject.id) ?? []);
}

function standingOf(persons: readonly PersonStanding[]): ConsentsView['standing'] {
  const said = persons.flatMap((it) => it.said);
  return purposeCodes.flatMap((purpose) =>
    consentChannels
      .filter((it) => it === 'any' || said.some((one) => one.purpose === purpose && one.channel === it))
      .map((channel) => {
        const reason = refusalOf(persons, purpose, channel) ?? null;
        const state = strictest(persons, purpose, channel);
        return { purpose, channel, state, allowed: reason === null, reason };
      }),
  );
}
