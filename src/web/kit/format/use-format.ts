import { useMemo } from 'react';
import { useShop } from '../../client/me.ts';
import { useLanguage } from '../words/language.ts';
import { type Format, formatOf } from './format-of.ts';

export function useFormat(): Format {
  const language = useLanguage();
  const { currency } = useShop();
  return useMemo(() => formatOf(currency, language), [currency, language]);
}
