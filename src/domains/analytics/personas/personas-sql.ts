import type { PersonaRule } from '../../../contract/personas.ts';
import type { BoundValues } from '../behaviour/bound-values.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { customerOf } from '../facts/scope.ts';
import { inShop } from '../facts/source.ts';
import { bandOf, type Signs, type SignsPlan, signsOf } from '../interests/signs-sql.ts';
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
    const bandOfSigns = (price: string) => `toUInt8OrZero(${bandOf(price, at)})`;
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
        : [{ name: `bands_${n}`, when: (it: Signs) => `${bandOfSigns(it.price)} BETWEEN 1 AND ${bandsTo}` }]),
      ...(from === null || to === null
        ? []
        : [{ name: `hours_${n}`, when: (it: Signs) => inHours(it.hour, from, to) }]),
    ];
  });
}

const NOWHERE = "tuple(toUInt8(0), toDateTime64(0, 3, 'UTC'), '')";

/** Columns of the branches that are added up. */
const sumsOf = (parts: readonly Part[]): string[] => [
  'everything',
  'acts',
  'priced',
  ...parts.map(({ name }) => name),
];

/** What the shop was told of a place, before where the last order went: (rank, when, name). */
function placeBranches(at: SignsPlan, parts: readonly Part[]): string[] {
  const zeros = sumsOf(parts).map((name) => `toInt64(0) AS ${name}`);
  const until = { zone: at.zone, until: at.day };
  const name = placeName('toString(city)', 'toString(province)');
  return [
    `SELECT person_id, '' AS need, ${zeros.join(', ')}, max(tuple(toUInt8(2), last_seen_at, ${name})) AS place, toUInt8(0) AS bought
  FROM persons WHERE ${inShop} AND ${name} != '' GROUP BY person_id`,
    `SELECT person_id, '' AS need, ${zeros.join(', ')}, maxIf(tuple(toUInt8(1), created_at, ${name}), ${name} != '') AS place, max(is_paid) AS bought
  FROM orders WHERE ${inShop} AND person_id != 0 AND ${standing('created_at', until)} GROUP BY person_id`,
  ];
}

/** Signs of a person, apart by category of the second level (`need`) where a rule asks for it: each table is read once. */
const signBranch =
  ({ at, rules }: PersonasPlan, parts: readonly Part[]) =>
  (it: Signs): string => {
    const sums = parts.map(({ name, when }) => `sumIf(${it.points}, ${when(it)}) AS ${name}`);
    return `SELECT person_id, ${asksNeed(rules) ? it.need : "''"} AS need, sum(${it.points}) AS everything,
    toInt64(count()) AS acts, sumIf(${it.points}, ${bandOf(it.price, at)} != '') AS priced,
    ${[...sums, `${NOWHERE} AS place`].join(', ')}, toUInt8(0) AS bought
  FROM ${it.from} WHERE ${it.where} GROUP BY person_id, need`;
  };

const asksNeed = (rules: readonly PersonaRule[]): boolean => rules.some((it) => it.need_share !== null);

/** Who has which persona: customer_id, bought (0 or 1), and has_0, has_1 ... of the rules in turn. */
export function personasSql(plan: PersonasPlan): string {
  const { at, rules } = plan;
  const parts = partsOf(plan);
  const branches = [...signsOf(at).map(signBranch(plan, parts)), ...placeBranches(at, parts)];
  const sums = sumsOf(parts).map((name) => `sum(${name}) AS ${name}`);
  const has = rules.map((rule, n) => `toUInt8(${meets(rule, n)}) AS has_${n}`);
  return `SELECT customer_id, bought, ${has.join(', ')} FROM (
  SELECT customer_id, ${sums.join(', ')}, ${tierOf('max(place).3')} AS tier, max(bought) AS bought,
    max(if(need = '', 0, by_need.everything)) / sumIf(by_need.everything, need != '') AS need_share
  FROM (
    SELECT ${customerOf('person_id')} AS customer_id, need, ${sums.join(', ')}, max(place) AS place, max(bought) AS bought
    FROM (${branches.join('\nUNION ALL\n')}) GROUP BY customer_id, need
  ) AS by_need GROUP BY customer_id
) WHERE (acts > 0 OR tier != '') AND ${mayBeProfiled('customer_id')}`;
}

/** Everything a rule names must hold; one that is off, or names nothing, holds for nobody. Without a category the share is NaN, which no rule meets. */
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
    ...(need === null ? [] : [`need_share >= ${need}`]),
  ];
  if (!rule.on || asked.length === 0) return 'false';
  return [`acts >= ${rule.least_acts}`, ...asked].join(' AND ');
}
