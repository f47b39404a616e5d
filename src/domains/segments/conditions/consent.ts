import { type ConsentChannel, contactLabels, type PurposeCode, purposes } from '../../../contract/consent.ts';
import type { Text } from '../../../platform/errors.ts';
import { inShop } from '../../analytics/index.ts';
import type { PersonFact } from '../facts.ts';
import type { Column, ConditionKind } from './condition-kind.ts';

/**
 * What they said of a purpose and channel: of all their persons one refusal is the customer's, a consent is where nobody
 * refused; of somebody under 14 only what a guardian said counts. As `compliance.strictest`, and as lists have it.
 */
export const consent: ConditionKind<'consent'> = {
  kind: 'consent',
  label: { zh: '授权', en: 'Consent' },
  profiles: false,
  sentence({ consent: text }) {
    const [purpose, channel, answer] = text.split(':') as [PurposeCode, ConsentChannel, string];
    const [about, by, said] = [purposes[purpose].label, contactLabels[channel], answers[answer]!];
    return {
      zh: `对${about.zh}（${by.zh}）${said.zh}`,
      en: `${said.en} ${about.en.toLowerCase()} (${by.en})`,
    };
  },
  compile({ consent: text }, { bound }) {
    const { about, answer } = partsOf(text);
    const has = (codes: readonly string[]): Column => {
      const sql = `toInt64(max(hasAny(consents, ${bound.bind(codes, 'Array(String)')})))`;
      return { fold: 'latest', parts: [{ source: { from: 'persons', where: inShop }, sql }] };
    };
    const signs = Object.fromEntries(
      signNames.map((name) => [name, has(codesWith(about, ...(name.split('_') as ['adult', 'yes'])))]),
    );
    return {
      columns: { ...signs, child: has(['minor']) },
      verdict: (names) =>
        `if(${names.child} = 1, ${answerSql('minor', names)}, ${answerSql('adult', names)}) = '${answer}'`,
    };
  },
  evaluate({ consent: text }, { persons }) {
    const { about, answer } = partsOf(text);
    const place = persons.some((it) => it.consents.includes('minor')) ? 'minor' : 'adult';
    const found = answerOf(about, place, persons);
    return { met: found === answer, value: found };
  },
};

type Place = 'adult' | 'minor';
type Sign = 'yes' | 'no';
const signNames = ['adult_yes', 'adult_no', 'minor_yes', 'minor_no'] as const;

const answers: Readonly<Record<string, Text>> = {
  granted: { zh: '已同意', en: 'consented to' },
  refused: { zh: '已拒绝或撤回', en: 'refused' },
  none: { zh: '未表态', en: 'said nothing of' },
};

const partsOf = (text: string) => {
  const at = text.lastIndexOf(':') + 1;
  return { about: text.slice(0, at), answer: text.slice(at) };
};

/** Codes of column `persons.consents` (compliance, consent-codes.ts) in which one of the two signs is this. */
const codesWith = (about: string, place: Place, sign: Sign): string[] => {
  const mark = sign === 'yes' ? '+' : '-';
  return ['+', '-', '0'].map((other) => `${about}${place === 'adult' ? mark + other : other + mark}`);
};

const answerSql = (place: Place, names: Readonly<Record<string, string>>): string =>
  `multiIf(${names[`${place}_no`]} = 1, 'refused', ${names[`${place}_yes`]} = 1, 'granted', 'none')`;

function answerOf(about: string, place: Place, persons: readonly PersonFact[]): string {
  const said = (sign: Sign) =>
    persons.some((it) => codesWith(about, place, sign).some((code) => it.consents.includes(code)));
  return said('no') ? 'refused' : said('yes') ? 'granted' : 'none';
}
