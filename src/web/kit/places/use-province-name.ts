import { useLanguage } from '../words/language.ts';
import { provinceOf } from './provinces.ts';

/** A province as the reader calls it: in English by its English name, in Chinese as the data spells it. */
export function useProvinceName(): (spelling: string) => string {
  const language = useLanguage();
  return (spelling) => (language === 'en-US' ? (provinceOf(spelling)?.en ?? spelling) : spelling);
}
