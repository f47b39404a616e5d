import { Input } from 'antd';
import { useState } from 'react';
import { traitClasses, traitTypes } from '../../../contract/dictionary.ts';
import { api } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { ChoiceField } from '../../kit/choice-field.tsx';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { reloadDictionary } from './traits.ts';
import { useDictionaryWords } from './words.ts';

const nameOf = (told: string): string =>
  told
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/^[^a-z]+|-+$/g, '');

/** Declares a trait; one that sources told is named already. */
export function AddTrait({ name: told = '' }: { readonly name?: string }) {
  const t = useDictionaryWords();
  const shop = useShop();
  const empty = { name: nameOf(told), zh: '', en: '', type: 'text', class: 'ordinary', unit: '' } as const;
  const [it, setIt] = useState<Record<keyof typeof empty, string>>(empty);
  const change = (part: Partial<typeof it>) => setIt((now) => ({ ...now, ...part }));
  const add = async () => {
    const { zh, en, unit, ...rest } = it;
    const aliases = told !== '' && told !== it.name ? { aliases: [told] } : {};
    const body = { ...rest, ...aliases, label: { zh, en: en || zh }, ...(unit && { unit }) };
    await api.POST('/api/shops/{shop}/customers/dictionary', {
      params: { path: { shop: shop.slug } },
      body: body as never,
    });
    await reloadDictionary();
    setIt(empty);
    tellDone(t('added'));
  };
  return (
    <ConfirmAction
      label={told === '' ? t('add') : t('declare')}
      title={t('add')}
      confirm={t('add')}
      ready={/^[a-z][a-z0-9-]{0,62}$/.test(it.name) && it.zh !== ''}
      button={told === '' ? { type: 'primary' } : { size: 'small' }}
      act={add}
    >
      <Field label={t('name')} hint={t('name-hint')}>
        {(id) => <Input id={id} value={it.name} onChange={(e) => change({ name: e.target.value })} />}
      </Field>
      <Field label={t('label-zh')}>
        {(id) => (
          <Input id={id} value={it.zh} maxLength={60} onChange={(e) => change({ zh: e.target.value })} />
        )}
      </Field>
      <Field label={t('label-en')}>
        {(id) => (
          <Input id={id} value={it.en} maxLength={60} onChange={(e) => change({ en: e.target.value })} />
        )}
      </Field>
      <ChoiceField
        label={t('type')}
        value={it.type}
        options={traitTypes.map((value) => [value, t(`type-${value}`)] as const)}
        onChange={(type) => change({ type })}
      />
      <ChoiceField
        label={t('class')}
        hint={t('class-hint')}
        value={it.class}
        options={traitClasses.map((value) => [value, t(`class-${value}`)] as const)}
        onChange={(to) => change({ class: to })}
      />
    </ConfirmAction>
  );
}
