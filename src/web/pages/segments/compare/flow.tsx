import { Segmented } from 'antd';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Num } from '../../../kit/figures.tsx';
import { addDays, formatInstant } from '../../../kit/format/dates.ts';
import type { Column } from '../../../kit/list/column.ts';
import { PlainList } from '../../../kit/list/plain-list.tsx';
import { useView } from '../../../kit/list/view.ts';
import { Section } from '../../../kit/page/section.tsx';
import { Empty } from '../../../kit/state/empty.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useLanguage } from '../../../kit/words/language.ts';
import styles from '../segments.module.css';
import { type FlowOf, flowPath } from '../segments.ts';
import { useSegmentWords } from '../words.ts';

type Line = NonNullable<FlowOf['flows']>[number];
const lengths = [1, 7, 30];

/** Who was in which of two segments some days ago, and is in which now. */
export function Flow({ a, b }: { readonly a: number; readonly b: number }) {
  const t = useSegmentWords();
  const shop = useShop();
  const [view, change] = useView({ since: '7' });
  const days = lengths.find((it) => String(it) === view.since) ?? 7;
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: shop.time_zone });
  const query = useAsk(
    flowPath,
    { path: { shop: shop.slug }, query: { a, b, since: addDays(today, -days) } },
    { keep: true, fresh: 5_000 },
  );
  return (
    <Section title={t('flow')}>
      <div className={styles.row}>
        <Segmented
          aria-label={t('flow-since')}
          value={days}
          onChange={(it) => change({ since: String(it) })}
          options={lengths.map((it) => ({ value: it, label: t('flow-days', { number: it }) }))}
        />
      </div>
      <QueryState query={query}>{(it) => <Answer of={it} />}</QueryState>
    </Section>
  );
}

const Answer = ({ of }: { readonly of: FlowOf }) =>
  of.flows === null ? <NotKnown of={of} /> : <Lines of={of} flows={of.flows} />;

/** Who was in one of them then is not known: since when it is. */
function NotKnown({ of }: { readonly of: FlowOf }) {
  const t = useSegmentWords();
  const how = { language: useLanguage(), zone: useShop().time_zone };
  const late = (['a', 'b'] as const).filter((side) => of.since[side] === null);
  const hint = late.map((side) => {
    const since = of.known_since[side];
    const { name } = of[side];
    return since === null
      ? t('flow-never', { name })
      : t('flow-known', { name, at: formatInstant(since, how) });
  });
  return <Empty title={t('flow-unknown')} hint={hint.join(' ')} />;
}

function Lines({ of, flows }: { readonly of: FlowOf; readonly flows: readonly Line[] }) {
  const t = useSegmentWords();
  const say = (side: Line['from']): string =>
    ({ neither: t('flow-neither'), a: of.a.name, b: of.b.name, both: `${of.a.name} ∩ ${of.b.name}` })[side];
  const columns: Column<Line>[] = [
    { key: 'from', title: t('flow-from'), render: (it) => say(it.from) },
    { key: 'to', title: t('flow-to'), render: (it) => (it.from === it.to ? t('flow-stays') : say(it.to)) },
    {
      key: 'customers',
      title: t('customers'),
      align: 'right',
      render: (it) => <Num value={it.customers} />,
    },
  ];
  return (
    <PlainList
      label={t('flow')}
      columns={columns}
      rows={flows.toSorted((x, y) => y.customers - x.customers)}
      rowKey={(it) => `${it.from} ${it.to}`}
      empty={{ title: t('nobody') }}
    />
  );
}
