import { Input } from 'antd';
import { useState } from 'react';
import { traitMasks, traitSearches } from '../../../contract/dictionary.ts';
import { api } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { ChoiceField } from '../../kit/choice-field.tsx';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { reloadDictionary, type Trait } from './traits.ts';
import { useDictionaryWords } from './words.ts';

/** Changes how a trait is called; of one of the shop's own also how it is masked and searched. Name, type and class stay. */
export function ChangeTrait({ it }: { readonly it: Trait }) {
  const t = useDictionaryWords();
  const shop = useShop();
  const [label, setLabel] = useState(it.label);
  const [mask, setMask] = useState(it.mask ?? 'all');
  const [search, setSearch] = useState(it.search);
  const isSealed = it.class !== 'ordinary' && !it.built_in;
  const change = async () => {
    const body = { label, ...(isSealed && { mask, search }) };
    await api.PATCH('/api/shops/{shop}/customers/dictionary/{name}', {
      params: { path: { shop: shop.slug, name: it.name } },
      body: body as never,
    });
    await reloadDictionary();
  };
  return (
    <ConfirmAction
      label={t('change')}
      title={t('change-title', { name: it.name })}
      button={{ size: 'small' }}
      ready={label.zh.trim() !== '' && label.en.trim() !== ''}
      act={change}
    >
      <Field label={t('label-zh')}>
        {(id) => (
          <Input
            id={id}
            value={label.zh}
            maxLength={60}
            onChange={(e) => setLabel({ ...label, zh: e.target.value })}
          />
        )}
      </Field>
      <Field label={t('label-en')}>
        {(id) => (
          <Input
            id={id}
            value={label.en}
            maxLength={60}
            onChange={(e) => setLabel({ ...label, en: e.target.value })}
          />
        )}
      </Field>
      {isSealed && (
        <>
          <ChoiceField
            label={t('mask')}
            value={mask}
            options={traitMasks.map((to) => [to, t(`mask-${to}`)] as const)}
            onChange={setMask}
          />
          <ChoiceField
            label={t('search')}
            value={search}
            options={traitSearches.map((to) => [to, t(`search-${to}`)] as const)}
            onChange={setSearch}
          />
        </>
      )}
    </ConfirmAction>
  );
}
