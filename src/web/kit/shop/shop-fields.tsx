import { Input, Select } from 'antd';
import { Field } from '../field.tsx';
import { type Language, useLanguage } from '../words/language.ts';
import { useKitWords } from '../words.ts';
import { slugFor } from './slug-for.ts';

/** A shop as it is opened. An empty `slug` is made from the name. */
export interface ShopDraft {
  readonly name: string;
  readonly slug: string;
  readonly currency: string;
  readonly timeZone: string;
}

export const emptyShop: ShopDraft = { name: '', slug: '', currency: 'CNY', timeZone: 'Asia/Shanghai' };

/** The shop as the API takes it. */
export const shopOf = ({ name, slug, currency, timeZone }: ShopDraft) => ({
  ...{ name, slug: slug || slugFor(name), currency, time_zone: timeZone },
});

interface ShopFieldsProps {
  readonly draft: ShopDraft;
  readonly onChange: (draft: ShopDraft) => void;
}

/** Name, address, money and clock of a shop. The last three stay: orders and days are counted by them. */
export function ShopFields({ draft, onChange }: ShopFieldsProps) {
  const t = useKitWords();
  const currencies = currenciesIn(useLanguage());
  const change = (part: Partial<ShopDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <Field label={t('shop-name')}>
        {(id) => (
          <Input
            id={id}
            required
            maxLength={100}
            value={draft.name}
            onChange={(it) => change({ name: it.target.value })}
          />
        )}
      </Field>
      <Field label={t('shop-slug')} hint={t('shop-slug-hint')}>
        {(id) => (
          <Input
            id={id}
            pattern="[a-z0-9][a-z0-9\-]{0,62}"
            placeholder={slugFor(draft.name)}
            value={draft.slug}
            onChange={(it) => change({ slug: it.target.value.toLowerCase() })}
          />
        )}
      </Field>
      <Field label={t('shop-currency')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            options={currencies}
            value={draft.currency}
            onChange={(currency) => change({ currency })}
          />
        )}
      </Field>
      <Field label={t('shop-time-zone')} hint={t('shop-time-zone-hint')}>
        {(id) => (
          <Select
            id={id}
            showSearch
            options={zones}
            value={draft.timeZone}
            onChange={(timeZone) => change({ timeZone })}
          />
        )}
      </Field>
    </>
  );
}

const usual = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'GBP', 'JPY', 'SGD'];

/** The browser's own list, the market's first. Names in the reader's language. */
function currenciesIn(language: Language) {
  const names = new Intl.DisplayNames([language], { type: 'currency' });
  const rest = Intl.supportedValuesOf('currency').filter((it) => !usual.includes(it));
  return [...usual, ...rest].map((value) => ({ value, label: `${value} ${names.of(value)}` }));
}

const zones = [
  'Asia/Shanghai',
  ...Intl.supportedValuesOf('timeZone').filter((it) => it !== 'Asia/Shanghai'),
].map((value) => ({ value, label: value }));
