import { useShop } from '../../../client/me.ts';
import { formatDay } from '../../../kit/format/dates.ts';
import { formatMoney } from '../../../kit/format/numbers.ts';
import { useLanguage } from '../../../kit/words/language.ts';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import { type Chip, type FilterName, filterKinds } from './filter-fields.ts';

/** A filter in the reader's words: `RFM 分组: 重要价值客户`, `支付订单数: 2 – 5`. */
export function useSayFilter(): (chip: Chip, read: (name: FilterName) => string | null) => string {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const language = useLanguage();
  const { currency } = useShop();
  const sayConsent = (text: string): string => {
    const [purpose = '', channel = '', answer = ''] = text.split(':');
    return [codes.purpose(purpose), codes.contact(channel), t(`answer-${answer as 'none'}`)].join(' · ');
  };
  const say = (name: FilterName, text: string): string => {
    const kind = filterKinds[name];
    if (text === '') return t('unknown');
    if (kind === 'money') return formatMoney(Number(text), { currency, language });
    if (kind === 'day') return formatDay(text, language);
    if (kind === 'yes-no') return t(text === 'yes' ? 'yes' : 'no');
    if (kind === 'text' || kind === 'whole') return text;
    if (kind === 'consent') return sayConsent(text);
    return codes[kind](text);
  };
  return ({ name, to }, read) => {
    const label = t(`filter-${name.replace(/_(from|to)$/, '') as 'm'}`);
    const value = say(name, read(name) ?? '');
    if (to !== undefined) return `${label}: ${value} – ${say(to, read(to) ?? '')}`;
    if (name.endsWith('_from')) return `${label}: ≥ ${value}`;
    return name.endsWith('_to') ? `${label}: ≤ ${value}` : `${label}: ${value}`;
  };
}
