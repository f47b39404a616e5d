import type { CustomerView } from '../../contract/customer.ts';
import { isPreference } from '../../contract/dictionary.ts';
import { showCustomer } from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { idList } from '../id-list.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { shopTime } from '../shop-time.ts';
import { table } from '../table.ts';
import { kindWord, stateWord } from '../words.ts';

/** `shuke customers show ID`: what is known of one customer, personal fields masked. */
export const command = engineCommand({
  name: 'customers show',
  summary: { zh: '查看客户 (脱敏)', en: 'show one customer, masked' },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: { shop },
  async run({ platform, options, arguments: words, language, result }) {
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const [customerId = 0] = idList(words);
    const keys = await platform.keyring.forShop(shopId);
    const showing = { keys, shopId, customerId, masking: 'masked', now: platform.clock.now() } as const;
    const customer = await withShop(platform.db, shopId, async (tx) =>
      orThrow(await showCustomer(tx, showing)),
    );
    result(customer, () => card(customer, { timeZone, language }));
  },
});

const labels = {
  zh: {
    head: ['客户    ', '自然人', '到访    ', '来源    ', '标签    '],
    traits: ['属性', '值', '来源'],
    preferences: ['偏好', '值', '来源'],
    identities: ['渠道', '身份标识', '值'],
  },
  en: {
    head: ['customer', 'persons', 'seen    ', 'from    ', 'tags    '],
    traits: ['trait', 'value', 'from'],
    preferences: ['preference', 'value', 'from'],
    identities: ['channel', 'identity', 'value'],
  },
} as const;

interface Reader {
  readonly timeZone: string;
  readonly language: Language;
}

function card(it: CustomerView, { timeZone, language }: Reader): string {
  const { head, ...heads } = labels[language];
  const rowOf = (trait: CustomerView['traits'][number]) => [
    ...[trait.label[language], String(trait.value), trait.source],
  ];
  const [preferences, traits] = [it.preferences, it.traits.filter(({ name }) => !isPreference(name))];
  const identities = it.identities.map(({ channel, kind, value }) => [
    ...[stateWord(channel, language), kindWord(kind, language), value],
  ]);
  const seen = [it.first_seen_at, it.last_seen_at].map((at) => shopTime(at, timeZone)).join(' .. ');
  return [
    `${head[0]}  ${it.customer_id}  (${head[1]} ${it.person_ids.join(', ')})\n`,
    `${head[2]}  ${seen} (${timeZone})\n`,
    `${head[3]}  ${touchOf(it)}\n`,
    `${head[4]}  ${it.tags.map((tag) => tag.tag).join(', ') || '-'}\n\n`,
    `${table(heads.traits, traits.map(rowOf))}\n`,
    ...(preferences.length === 0 ? [] : [`${table(heads.preferences, preferences.map(rowOf))}\n`]),
    table(heads.identities, identities),
  ].join('');
}

function touchOf({ first_touch: touch }: CustomerView): string {
  if (touch === null) return '-';
  return [touch.channel, touch.source, touch.medium, touch.campaign].filter(Boolean).join(' / ');
}
