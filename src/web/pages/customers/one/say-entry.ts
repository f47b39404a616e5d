import { formatMoney } from '../../../kit/format/numbers.ts';
import { useLanguage, useText } from '../../../kit/words/language.ts';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import type { Entry } from './entry.ts';
import { sayEvidence } from './say-evidence.ts';

type Data = Readonly<Record<string, unknown>>;

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** What stands behind the title of an entry, in a line: of each kind the few facts that tell one from the next. */
export function useSayEntry(): (entry: Entry) => string {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const language = useLanguage();
  const say = useText();
  const money = (data: Data) =>
    typeof data.amount_minor === 'number' && typeof data.currency === 'string' && data.currency !== ''
      ? formatMoney(data.amount_minor, { currency: data.currency, language })
      : '';
  const channel = (data: Data) => (typeof data.channel === 'string' ? codes.channel(data.channel) : '');
  const said: Readonly<Record<string, (data: Data) => unknown[]>> = {
    order: (data) => [
      ...[data.no, channel(data), money(data), (data.titles as string[] | null)?.join('、')],
      data.priority_shipping === true ? t('priority-shipping') : undefined,
    ],
    refund: (data) => [data.no, money(data)],
    event: (data) => [channel(data), data.category, data.order_no, codes.teller(text(data.source))],
    change: (data) => [data.value, codes.teller(text(data.source))],
    merge: (data) => [sayEvidence(data, { t, ...codes })],
    tag: (data) => [data.tag, codes.teller(text(data.source))],
    note: () => [],
    tie: (data) => [codes.tie(text(data.kind)), codes.tie(text(data.role))],
    consent: (data) => [
      codes.purpose(text(data.purpose)),
      codes.contact(text(data.channel)),
      codes.source(text(data.source)),
    ],
    plus: (data) => [say(data.plan as Parameters<typeof say>[0]), data.coupon, money(data)],
    contact: (data) => [codes.purpose(text(data.purpose)), codes.contact(text(data.channel))],
  };
  return ({ type, data }) =>
    (said[type]?.(data) ?? [])
      .map(text)
      .filter((it) => it !== '')
      .join(' · ');
}
