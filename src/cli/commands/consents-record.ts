import { complianceHandlers } from '../../compliance-handlers.ts';
import { consentChannels, purposeCodes } from '../../contract/consent.ts';
import { giveConsent } from '../../domains/compliance/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { idList } from '../id-list.ts';
import { choice, flag, required, shop, text, withDefault } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { consentsPage } from './consents-show.ts';

const sources = ['agent', 'screen', 'paper', 'phone-call', 'message', 'import'] as const;

/** `shuke consents record ID`: a consent given or withdrawn, with what proves it. */
export const command = engineCommand({
  name: 'consents record',
  summary: { zh: '登记同意或撤回，附凭证', en: 'record a consent given or withdrawn, with evidence' },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: {
    shop,
    purpose: required(choice(purposeCodes, { zh: '目的', en: 'what for' })),
    channel: withDefault(choice(consentChannels, { zh: '渠道', en: 'by which channel' }), 'any'),
    state: required(choice(['granted', 'withdrawn'], { zh: '同意或撤回', en: 'given or withdrawn' })),
    source: withDefault(choice(sources, { zh: '来源', en: 'how it was said' }), 'agent'),
    reference: text('ID', { zh: '凭证编号，不含个人信息', en: 'what proves it; no personal values' }),
    guardian: flag({ zh: '由监护人作出', en: 'said by a guardian' }),
  },
  async run({ platform, options, actor, arguments: words, language, result }) {
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const keys = await platform.keyring.forShop(shopId);
    const [customerId = 0] = idList(words);
    const { purpose, channel, state, source, reference, guardian: by_guardian } = options;
    const evidence = reference === undefined ? {} : { reference };
    const consent = { purpose, channel, state, source, evidence, by_guardian };
    const giving = { keys, shopId, customerId, consent, actor, now: platform.clock.now() };
    const shown = await withShop(platform.db, shopId, async (tx) =>
      orThrow(await giveConsent(tx, complianceHandlers, giving)),
    );
    await platform.mirror.payOff(shopId);
    result(shown, () => consentsPage(shown, { timeZone, language }));
  },
});
