import type { CustomerView } from '../../contract/customer.ts';
import { showCustomer } from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { idList } from '../id-list.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { snakeCase } from '../snake-case.ts';
import { table } from '../table.ts';

/** `shuke customers show ID`: what is known of one customer, personal fields masked. */
export const command = engineCommand({
  name: 'customers show',
  summary: { zh: '查看客户 (脱敏)', en: 'show one customer, masked' },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: { shop },
  async run({ platform, options, arguments: words, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const [customerId = 0] = idList(words);
    const keys = await platform.keyring.forShop(shopId);
    const showing = { keys, shopId, customerId, masking: 'masked', now: platform.clock.now() } as const;
    const customer = await withShop(platform.db, shopId, async (tx) =>
      orThrow(await showCustomer(tx, showing)),
    );
    result(snakeCase(customer), () => card(customer, language));
  },
});

function card(it: CustomerView, language: Language): string {
  const touch = it.firstTouch;
  const head = [
    `customer ${it.customerId}  (persons ${it.personIds.join(', ')})`,
    `seen      ${it.firstSeenAt} .. ${it.lastSeenAt}`,
    `from      ${touch ? [touch.channel, touch.source, touch.medium, touch.campaign].filter(Boolean).join(' / ') : '-'}`,
    `tags      ${it.tags.map((tag) => tag.tag).join(', ') || '-'}`,
  ];
  const traits = it.traits.map((trait) => [trait.label[language], String(trait.value), trait.source]);
  const identities = it.identities.map((identity) => [identity.channel, identity.kind, identity.value]);
  return [
    `${head.join('\n')}\n`,
    table(['trait', 'value', 'from'], traits),
    table(['channel', 'identity', 'value'], identities),
  ].join('\n');
}
