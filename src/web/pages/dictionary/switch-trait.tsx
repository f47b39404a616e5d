import { api } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { reloadDictionary, type Trait } from './traits.ts';
import { useDictionaryWords } from './words.ts';

const changes = {
  hide: { hidden: true },
  show: { hidden: false },
  retire: { retired: true },
  restore: { retired: false },
} as const;

interface SwitchTraitProps {
  readonly it: Trait;
  readonly of: keyof typeof changes;
}

/** Hides a trait from the pages or shows it again; takes no new values of it, or takes them again. Values stay. */
export function SwitchTrait({ it, of }: SwitchTraitProps) {
  const t = useDictionaryWords();
  const shop = useShop();
  const act = async () => {
    await api.PATCH('/api/shops/{shop}/customers/dictionary/{name}', {
      params: { path: { shop: shop.slug, name: it.name } },
      body: changes[of],
    });
    await reloadDictionary();
  };
  return (
    <ConfirmAction
      label={t(of)}
      title={t(`${of}-title`, { name: it.name })}
      confirm={t(of)}
      button={{ size: 'small' }}
      act={act}
    >
      <p>{t(`${of}-hint`)}</p>
    </ConfirmAction>
  );
}
