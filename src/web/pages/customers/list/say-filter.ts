import { readBehaviour } from '../../../../contract/behaviour-people.ts';
import { readCohortCell } from '../../../../contract/cohort-cell.ts';
import { useShop } from '../../../client/me.ts';
import { formatDay } from '../../../kit/format/dates.ts';
import { formatMoney } from '../../../kit/format/numbers.ts';
import { useTouchName } from '../../../kit/touch-names.ts';
import { useLanguage } from '../../../kit/words/language.ts';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import { type Chip, type FilterName, filterKinds } from './filter-fields.ts';
import { useSayItem } from './say-item.ts';
import { useSayScores } from './say-scores.ts';
import { useSaySegment } from './say-segment.ts';

/** The kind of analysis; the whole of it stands on its page. */
function sayBehaviour(text: string, t: ReturnType<typeof useCustomerWords>): string {
  const kind = readBehaviour(text)?.kind;
  return kind === undefined ? t('unknown') : t(`behaviour-${kind}`);
}

/** A filter in the reader's words: `RFM 分组：重要价值客户`, `支付订单数: 2 – 5`. */
export function useSayFilter(): (chip: Chip, read: (name: FilterName) => string | null) => string {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const language = useLanguage();
  const { currency } = useShop();
  const sayConsent = (text: string): string => {
    const [purpose = '', channel = '', answer = ''] = text.split(':');
    return [codes.purpose(purpose), codes.contact(channel), t(`answer-${answer as 'none'}`)].join(' · ');
  };
  const joined = (by: string): string =>
    by === 'first-order' || by === 'first-visit' ? t(`cohort-${by}`) : by;
  const sayCohort = (text: string): string => {
    const cell = readCohortCell(text);
    if (cell === undefined) return text;
    const cohort = `${joined(cell.by)} ${cell.period === 'month' ? cell.day.slice(0, 7) : cell.day}`;
    return cell.back ? t('cohort-back', { cohort, offset: cell.back.offset }) : cohort;
  };
  const touchName = useTouchName();
  const sayItem = useSayItem();
  const saySegment = useSaySegment();
  const sayScores = useSayScores();
  const say = (name: FilterName, text: string): string => {
    const kind = filterKinds[name];
    if (text === '') return t('unknown');
    if (kind === 'money') return formatMoney(Number(text), { currency, language });
    if (kind === 'day') return formatDay(text, language);
    if (kind === 'yes-no') return t(text === 'yes' ? 'yes' : 'no');
    if (name === 'first_touch') return touchName(text);
    if (kind === 'text' || kind === 'whole') return text;
    if (kind === 'scores') return sayScores(text);
    if (kind === 'consent') return sayConsent(text);
    if (kind === 'cohort') return sayCohort(text);
    if (kind === 'behaviour') return sayBehaviour(text, t);
    if (kind === 'item') return sayItem(text);
    if (kind === 'segment') return saySegment(text);
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
