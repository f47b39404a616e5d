import type { PersonaRule } from '../../../contract/personas.ts';
import type { BoundValues } from '../behaviour/bound-values.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { customerOf } from '../facts/scope.ts';
import { rankedText, wordOfRanked } from '../facts/sorting-text.ts';
import { inShop } from '../facts/source.ts';
import { bandUpTo, hasBand, type Signs, type SignsPlan, signsOf } from '../interests/signs-sql.ts';
import { standing } from '../rfm/buyers-sql.ts';
import { placeName, tierOf } from './city-tiers.ts';

export interface PersonasPlan {
  readonly at: SignsPlan;
  readonly bound: BoundValues;
  readonly rules: readonly PersonaRule[];
}

/** A sum of points that a rule compares: which signs count. */
interface Part {
  readonly name: string;
  readonly when: (signs: Signs) => string;
}

const inHours = (hour: string, from: number, to: number): string =>
  from <= to ? `${hour} BETWEEN ${from} AND ${to}` : `(${hour} >= ${from} OR ${hour} <= ${to})`;

/** Sums that any rule needs, beside those of all signs and of those with a price. */
function partsOf({ at, bound, rules }: PersonasPlan): Part[] {
  return rules.flatMap((rule, n): Part[] => {
    const { words, bands_to: bandsTo, hour_from: from, hour_to: to } = rule;
    const list = words && bound.bind(words, 'Array(String)');
    return [
      ...(list
        ? [
            {
              name: `words_${n}`,
              // All words in one look at the text.
              when: (it: Signs) => `multiSearchAnyCaseInsensitiveUTF8(${it.words}, ${list})`,
            },
          ]
        : []),
      ...(bandsTo === null
        ? []
        : [{ name: `bands_${n}`, when: (it: Signs) => bandUpTo(it.price, bandsTo, at) }]),
      ...(from === null || to === null
        ? []
        : [{ name: `hours_${n}`, when: (it: Signs) => inHours(it.hour, from, to) }]),
    ];
  });
}

/** Columns of the branches that are added up. */
const sumsOf = (parts: readonly Part[]): string[] => [
  'everything',
  'acts',
  'priced',
  ...parts.map(({ name }) => name),
];

/** What the shop was told of a place, before where the last order went: rank, when and name as a text that sorts. */
function placeBranches(at: SignsPlan, parts: readonly Part[]): string[] {
  const zeros = sumsOf(parts).map((name) => `toInt64(0) AS ${name}`);
  const until = { zone: at.zone, until: at.day };
  const name = placeName('toString(city)', 'toString(province)');
  return [
    `SELECT person_id, ${zeros.join(', ')}, max(${rankedText('2', 'last_seen_at', name)}) AS place, toUInt8(0) AS bought
  FROM persons WHERE ${inShop} AND ${at.persons} AND ${name} != '' GROUP BY person_id`,
    `SELECT person_id, ${zeros.join(', ')}, maxIf(${rankedText('1', 'created_at', name)}, ${name} != '') AS place, max(is_paid) AS bought
  FROM orders WHERE ${inShop} AND ${at.persons} AND ${standing('created_at', until)} GROUP BY person_id`,
  ];
}

const signBranch =
  (at: SignsPlan, parts: readonly Part[]) =>
  (it: Signs): string => {
    const sums = parts.map(({ name, when }) => `sumIf(${it.points}, ${when(it)}) AS ${name}`);
    return `SELECT person_id, sum(${it.points}) AS everything, toInt64(count()) AS acts,
    sumIf(${it.points}, ${hasBand(it.price, at)}) AS priced, ${[...sums, "'' AS place"].join(', ')}, toUInt8(0) AS bought
  FROM ${it.from} WHERE ${it.where} GROUP BY person_id`;
  };

/**
 * The share of the category of the second level that a customer likes most. Categories are put together by a number of
 * theirs, in a third of the time that texts take; apart from the other sums, which would be gathered for each of them.
 */
function needsSql(at: SignsPlan): string {
  const branches = signsOf(at).map(
    (it) => `SELECT person_id, cityHash64(${it.need}) AS need, sum(${it.points}) AS score
    FROM ${it.from} WHERE ${it.where} AND ${it.need} != '' GROUP BY person_id, need`,
  );
  return `SELECT customer_id, max(score) / sum(score) AS need_share FROM (
  SELECT ${customerOf('person_id')} AS customer_id, need, sum(score) AS score FROM (${branches.join('\nUNION ALL\n')})
  GROUP BY customer_id, need
) GROUP BY customer_id`;
}

/** Who has which persona: customer_id, bought (0 or 1), and has_0, has_1 ... of the rules in turn. */
export function personasSql(plan: PersonasPlan): string {
  const { at, rules } = plan;
  const parts = partsOf(plan);
  const branches = [...signsOf(at).map(signBranch(at, parts)), ...placeBranches(at, parts)];
  const sums = sumsOf(parts).map((name) => `sum(${name}) AS ${name}`);
  const asksNeed = rules.some((it) => it.need_share !== null);
  const need = asksNeed ? `GLOBAL ANY LEFT JOIN (${needsSql(at)}) AS needs USING (customer_id)` : '';
  const has = rules.map((rule, n) => `toUInt8(${meets(rule, n)}) AS has_${n}`);
  return `SELECT customer_id, bought, ${has.join(', ')} FROM (
  SELECT customer_id, bought, ${tierOf('place')} AS tier, ${sumsOf(parts).join(', ')}
    ${asksNeed ? ', ifNull(need_share, 0) AS need' : ''}
  FROM (
    SELECT ${customerOf('person_id')} AS customer_id, ${sums.join(', ')}, ${wordOfRanked('max(branch.place)')} AS place,
      max(bought) AS bought
    FROM (${branches.join('\nUNION ALL\n')}) AS branch GROUP BY customer_id
  ) AS summed ${need}
) WHERE (acts > 0 OR tier != '') AND ${mayBeProfiled('customer_id')}`;
}

/** Everything a rule names must hold; one that is off, or names nothing, holds for nobody. */
function meets(rule: PersonaRule, n: number): string {
  const share = (part: string, of: string, least: number) => `${of} > 0 AND ${part} >= ${least} * ${of}`;
  const { tiers, word_share: words, band_share: bands, hour_share: hours, need_share: need } = rule;
  const asked = [
    ...(tiers === null
      ? []
      : [`has([${['', ...tiers].map((it) => `'${it}'`).join(', ')}], tier) AND tier != ''`]),
    ...(rule.words === null || words === null ? [] : [share(`words_${n}`, 'everything', words)]),
    ...(rule.bands_to === null || bands === null ? [] : [share(`bands_${n}`, 'priced', bands)]),
    ...(rule.hour_from === null || rule.hour_to === null || hours === null
      ? []
      : [share(`hours_${n}`, 'everything', hours)]),
    ...(need === null ? [] : [`need >= ${need}`]),
  ];
  if (!rule.on || asked.length === 0) return 'false';
  return [`acts >= ${rule.least_acts}`, ...asked].join(' AND ');
}
