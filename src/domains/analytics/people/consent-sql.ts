import type { ConsentAnswer } from '../../../contract/people.ts';
import { customerOf } from '../facts/scope.ts';
import { inShop } from '../facts/source.ts';

/** Codes of column `persons.consents` (compliance, consent-codes.ts) in which one of the two signs is this. */
const withSign = (place: 'adult' | 'minor', sign: '+' | '-'): string => {
  const ends = ['+', '-', '0'].map((other) => (place === 'adult' ? `${sign}${other}` : `${other}${sign}`));
  return `hasAny(consents, [${ends.map((end) => `concat({consent_of:String}, '${end}')`).join(', ')}])`;
};

const answerOf = (place: 'adult' | 'minor'): string =>
  `multiIf(${place}_no = 1, 'refused', ${place}_yes = 1, 'granted', 'none')`;

const signs = (['adult', 'minor'] as const).flatMap((place) => [
  `max(${withSign(place, '+')}) AS ${place}_yes`,
  `max(${withSign(place, '-')}) AS ${place}_no`,
]);

/** Customers who answered: of all their persons one refusal is the customer's, and a consent is where nobody refused. */
const answered = (condition: string): string => `(SELECT customer FROM (
    SELECT ${customerOf('person_id')} AS customer, max(has(consents, 'minor')) AS child,
      ${signs.join(', ')}
    FROM persons WHERE ${inShop} GROUP BY customer
  ) WHERE if(child = 1, ${answerOf('minor')}, ${answerOf('adult')}) ${condition})`;

/** Condition on `customer_id`: what they said of a purpose and channel (`compliance.strictest`, over all of a shop). */
export function consentSql(consent: string): string {
  const { consent_answer } = consentParams(consent);
  return consent_answer === 'none'
    ? `customer_id GLOBAL NOT IN ${answered("!= 'none'")}`
    : `customer_id GLOBAL IN ${answered('= {consent_answer:String}')}`;
}

/** `marketing:sms:granted` in its parts: what codes begin with, and the answer. */
export function consentParams(consent: string): { consent_of: string; consent_answer: ConsentAnswer } {
  const at = consent.lastIndexOf(':') + 1;
  return { consent_of: consent.slice(0, at), consent_answer: consent.slice(at) as ConsentAnswer };
}
