import type { Answer } from '../../client/ask.ts';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Money, Num } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useText } from '../../kit/words/language.ts';
import { useTierWords } from './words.ts';

export const benefitsPath = '/api/shops/{shop}/benefits' as const;
const costsPath = '/api/shops/{shop}/benefits/costs' as const;
type Tier = Answer<typeof benefitsPath>['tiers'][number];
type Cost = Answer<typeof costsPath>['costs'][number];

/** What each tier brings, as the public rules say it, and what gifts have cost in a year. */
export function Benefits() {
  const t = useTierWords();
  const path = { path: { shop: useShop().slug } };
  const rules = useAsk(benefitsPath, path, { fresh: 0 });
  const costs = useAsk(costsPath, path, { fresh: 0 });
  return (
    <Section title={t('benefits')}>
      <QueryState query={rules}>{(it) => <Brought tiers={it.tiers} />}</QueryState>
      <QueryState query={costs}>{(it) => <Costs costs={it.costs} />}</QueryState>
    </Section>
  );
}

function Brought({ tiers }: { readonly tiers: readonly Tier[] }) {
  const t = useTierWords();
  const say = useText();
  const bring = tiers.filter(({ benefits }) => benefits.length > 0);
  if (bring.length === 0) return <p className="muted">{t('no-benefits')}</p>;
  return (
    <ul>
      {bring.map(({ code, name, benefits }) => (
        <li key={code}>
          <strong>{say(name)}</strong> {benefits.map(({ sentence }) => say(sentence)).join(' · ')}
        </li>
      ))}
    </ul>
  );
}

function Costs({ costs }: { readonly costs: readonly Cost[] }) {
  const t = useTierWords();
  const columns: Column<Cost>[] = [
    { key: 'benefit', title: t('benefit'), render: ({ benefit }) => t(`benefit-${benefit}`) },
    { key: 'tier', title: t('tier'), render: ({ tier }) => tier },
    { key: 'grants', title: t('granted'), align: 'right', render: (it) => <Num value={it.grants} /> },
    { key: 'used', title: t('used'), align: 'right', render: (it) => <Num value={it.used} /> },
    { key: 'cost', title: t('cost'), align: 'right', render: (it) => <Money value={it.cost_minor} /> },
    { key: 'open', title: t('cost-open'), align: 'right', render: (it) => <Money value={it.open_minor} /> },
  ];
  if (costs.length === 0) return null;
  return (
    <PlainList
      label={t('costs')}
      columns={columns}
      rows={costs}
      rowKey={({ benefit, tier }) => `${benefit} ${tier}`}
      empty={{ title: t('no-benefits'), hint: t('no-rules-hint') }}
    />
  );
}
