import { type RawBuilder, sql } from 'kysely';

/**
 * What somebody said and how they were contacted, as rows of a timeline: at, key, type, and the words of each. For the
 * domain that keeps timelines; which persons, it says.
 */
export const consentEntries = (shopId: number, personIds: readonly number[]): RawBuilder<unknown> => sql`
  select at, 'consent:' || consent_id as key, 'consent' as type, purpose, channel, state as what, source as how
  from compliance.consents where shop_id = ${shopId} and person_id = any(${personIds}::int[])
  union all
  select at, 'contact:' || contact_id, 'contact', purpose, channel, null, recorded_by
  from compliance.contacts where shop_id = ${shopId} and person_id = any(${personIds}::int[])`;
