import { api } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { reloadDictionary, type Trait } from './traits.ts';
import { useDictionaryWords } from './words.ts';

/** Retires a trait of the shop's own, or takes it into use again: values stay either way. */
export function RetireTrait({ it }: { readonly it: Trait }) {
  const t = useDictionaryWords();
  const shop = useShop();
  const isRetired = it.retired_at !== null;
  const act = async () => {
    await api.PATCH('/api/shops/{shop}/customers/dictionary/{name}', {
      params: { path: { shop: shop.slug, name: it.name } },
      body: { retired: !isRetired },
    });
    await reloadDictionary();
  };
  return (
    <ConfirmAction
      label={t(isRetired ? 'restore' : 'retire')}
      title={t(isRetired ? 'restore-title' : 'retire-title', { name: it.name })}
      confirm={t(isRetired ? 'restore' : 'retire')}
      button={{ size: 'small' }}
      act={act}
    >
      <p>{t(isRetired ? 'restore-hint' : 'retire-hint')}</p>
    </ConfirmAction>
  );
}
