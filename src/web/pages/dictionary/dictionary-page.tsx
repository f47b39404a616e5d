import { Segmented, Space, Tag } from 'antd';
import { ask } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import type { Column } from '../../kit/list/column.ts';
import { ListPage } from '../../kit/list/list-page.tsx';
import { useView } from '../../kit/list/view.ts';
import { useText } from '../../kit/words/language.ts';
import { AddTrait } from './add-trait.tsx';
import { ChangeTrait } from './change-trait.tsx';
import { SwitchTrait } from './switch-trait.tsx';
import { type Trait, traitsPath } from './traits.ts';
import { Undeclared } from './undeclared.tsx';
import { useDictionaryWords } from './words.ts';

/** Every trait a customer can have: what it is, how it is protected, and those that sources tell and nobody has declared. */
export default function DictionaryPage() {
  const t = useDictionaryWords();
  const shop = useShop();
  const [view, change] = useView({ of: 'all' });
  const columns = useColumns();
  const choices = (['all', 'own', 'personal', 'away'] as const).map((value) => ({
    value,
    label: t(`of-${value}`),
  }));
  return (
    <>
      <Undeclared />
      <ListPage<Trait>
        name="dictionary"
        title={t('title')}
        help={t('help')}
        actions={shop.may('dictionary:write') && <AddTrait />}
        filters={<Segmented options={choices} value={view.of} onChange={(of) => change({ of })} />}
        columns={columns}
        rowKey={(it) => it.name}
        queryKey={[traitsPath, shop.slug, view.of]}
        load={async (_cursor, signal) => {
          const { traits } = await ask(traitsPath, { path: { shop: shop.slug } }, signal);
          return { rows: traits.filter((it) => isShown(it, view.of)), next: null };
        }}
        empty={{ title: t('none'), hint: t('none-hint') }}
      />
    </>
  );
}

const kinds: Readonly<Record<string, (it: Trait) => boolean>> = {
  own: (it) => !it.built_in,
  personal: (it) => it.class !== 'ordinary',
  away: (it) => it.retired_at !== null || it.hidden_at !== null,
};

const isShown = (it: Trait, of: string): boolean => kinds[of]?.(it) ?? true;

function useColumns(): Column<Trait>[] {
  const t = useDictionaryWords();
  const unitName = (unit: string) => (unit === 'people' ? t('unit-people') : unit);
  const mayWrite = useShop().may('dictionary:write');
  return [
    { key: 'label', title: t('label'), render: (it) => <Label it={it} /> },
    { key: 'name', title: t('name'), render: (it) => <code>{it.name}</code> },
    {
      key: 'type',
      title: t('type'),
      render: (it) => t(`type-${it.type as 'text'}`) + (it.unit ? ` (${unitName(it.unit)})` : ''),
    },
    { key: 'class', title: t('class'), render: (it) => t(`class-${it.class as 'ordinary'}`) },
    { key: 'mask', title: t('mask'), render: (it) => (it.mask ? t(`mask-${it.mask as 'name'}`) : '–') },
    {
      key: 'search',
      title: t('search'),
      render: (it) => (it.class === 'ordinary' ? t('search-value') : t(`search-${it.search as 'none'}`)),
    },
    { key: 'aliases', title: t('aliases'), render: (it) => it.aliases.join(', '), hidden: true },
    {
      key: 'act',
      title: t('act'),
      render: (it) => (mayWrite ? <Acts it={it} /> : it.built_in && <BuiltIn />),
    },
  ];
}

function Label({ it }: { readonly it: Trait }) {
  const t = useDictionaryWords();
  const say = useText();
  return (
    <>
      {say(it.label)} {it.retired_at !== null && <Tag>{t('retired')}</Tag>}
      {it.hidden_at !== null && <Tag>{t('hidden')}</Tag>}
    </>
  );
}

function BuiltIn() {
  const t = useDictionaryWords();
  return <span className="muted">{t('built-in')}</span>;
}

/** Each by its key: done, its dialog is gone, and does not turn into that of the way back. */
function Acts({ it }: { readonly it: Trait }) {
  const show = it.hidden_at === null ? 'hide' : 'show';
  const use = it.retired_at === null ? 'retire' : 'restore';
  return (
    <Space size="small">
      <ChangeTrait it={it} />
      <SwitchTrait key={show} it={it} of={show} />
      {it.built_in ? <BuiltIn /> : <SwitchTrait key={use} it={it} of={use} />}
    </Space>
  );
}
