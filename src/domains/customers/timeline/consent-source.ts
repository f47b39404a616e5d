import { consentEntries } from '../../compliance/index.ts';
import { newestRows } from './newest-rows.ts';
import type { TimelineSource } from './timeline-source.ts';

interface Entry {
  readonly type: 'consent' | 'contact';
  readonly purpose: string;
  readonly channel: string;
  readonly what: 'granted' | 'withdrawn' | null;
  readonly how: string;
}

const titles = {
  granted: { zh: '同意', en: 'Consent given' },
  withdrawn: { zh: '撤回同意', en: 'Consent withdrawn' },
  contact: { zh: '已联系', en: 'Contacted' },
};

/** Consents given and withdrawn, and contacts made. */
export const consentSource: TimelineSource = {
  types: ['consent', 'contact'],
  async read(ask) {
    const rows = await newestRows<Entry>(ask, consentEntries(ask.shopId, ask.personIds));
    return rows
      .filter((row) => ask.types.has(row.type))
      .map(({ iso: at, key, type, purpose, channel, what, how }) => ({
        ...{ at, type, key, title: titles[what ?? 'contact'] },
        data: what === null ? { purpose, channel, by: how } : { purpose, channel, state: what, source: how },
      }));
  },
};
