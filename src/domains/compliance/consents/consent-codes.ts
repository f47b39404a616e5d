import { type ConsentState, consentChannels, purposeCodes } from '../../../contract/consent.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { heardOf, type PersonStanding, refusalOf, type Said, stateOn } from './consent-rules.ts';
import { readStandings, whoStands } from './standing-store.ts';

/** What ClickHouse is told of a person's say (column `persons.consents`), and of no profile being made of them. */
export interface MirroredSay {
  readonly personId: number;
  readonly barred: boolean;
  readonly codes: readonly string[];
}

const signOf = (state: ConsentState | null): string =>
  state === null ? '0' : state === 'granted' ? '+' : '-';

/**
 * By purpose and channel of which anything was said, what it comes to: `marketing:sms:+0`. The first sign is that of
 * somebody grown up, the second of somebody under 14: whether a customer is one may be known by another of their persons.
 */
function codesOf(said: readonly Said[]): string[] {
  const heard = heardOf(said, true);
  return purposeCodes
    .filter((purpose) => said.some((it) => it.purpose === purpose))
    .flatMap((purpose) =>
      consentChannels.map((channel) => {
        const signs = [said, heard].map((it) => signOf(stateOn(it, purpose, channel)));
        return `${purpose}:${channel}:${signs.join('')}`;
      }),
    )
    .filter((code) => !code.endsWith(':00'));
}

/** The code of somebody under 14. */
const MINOR = 'minor';

/** What ClickHouse is to be told of some persons. Of most nothing was ever said, which is found out for all at once. */
export async function sayOf(tx: Tx, shopId: number, personIds: readonly number[]): Promise<MirroredSay[]> {
  const spokenOf = await whoStands(tx, shopId, personIds);
  const subjects = personIds.filter((id) => spokenOf.has(id)).map((id) => ({ id, personIds: [id] }));
  const asked = { shopId, subjects, purposes: purposeCodes };
  const standings = subjects.length === 0 ? undefined : await readStandings(tx, asked);
  return personIds.map((personId) => {
    const persons = standings?.get(personId);
    return { personId, ...(persons === undefined ? unspoken : told(persons)) };
  });
}

function told(persons: readonly PersonStanding[]): Omit<MirroredSay, 'personId'> {
  const codes = persons.flatMap(({ said, minor }) => [...codesOf(said), ...(minor ? [MINOR] : [])]);
  return { barred: refusalOf(persons, 'profiling', 'any') !== undefined, codes };
}

const unspoken = told([{ personId: 0, minor: null, restricted: false, erased: false, said: [] }]);
