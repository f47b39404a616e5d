import { findScoreKind } from '../../../../contract/score-kinds.ts';
import { useShop } from '../../../client/me.ts';
import { formatMoney, formatNumber, formatRatio } from '../../../kit/format/numbers.ts';
import { useLanguage, useText } from '../../../kit/words/language.ts';
import { rangeOf } from './score-range.ts';

/** Ranges of scores in the reader's words: `lifetime-value:10000..` is `生命周期价值 ≥ ¥100.00`. */
export function useSayScores(): (ranges: string) => string {
  const language = useLanguage();
  const say = useText();
  const { currency } = useShop();
  const figure = (code: string, text: string): string => {
    const kind = findScoreKind(code);
    const value = Number(text);
    if (kind?.unit === 'money') return formatMoney(value, { currency, language });
    if (kind?.unit === 'share') return formatRatio(value, language);
    const band = kind?.bands?.find((it) => it.value === value);
    return band ? say(band.label) : formatNumber(value, language);
  };
  const sayRange = (range: string): string => {
    const { code, is } = rangeOf(range);
    const ends = range.slice(code.length + 1);
    const [from = '', to = ''] = ends.split('..');
    const label = findScoreKind(code)?.label;
    const name = label ? say(label) : code;
    if (is !== null) return `${name}: ${is}`;
    if (from === to) return `${name} ${figure(code, from)}`;
    if (from === '') return `${name} ≤ ${figure(code, to)}`;
    return to === ''
      ? `${name} ≥ ${figure(code, from)}`
      : `${name} ${figure(code, from)} – ${figure(code, to)}`;
  };
  return (ranges) => ranges.split(',').map(sayRange).join(' · ');
}
