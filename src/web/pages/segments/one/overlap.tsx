import { Select } from 'antd';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import type { Column } from '../../../kit/list/column.ts';
import { PlainList } from '../../../kit/list/plain-list.tsx';
import { useView } from '../../../kit/list/view.ts';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { PartOf } from '../part-of.tsx';
import styles from '../segments.module.css';
import { overlapPath, segmentsPath } from '../segments.ts';
import { useSegmentWords } from '../words.ts';

interface Combination {
  readonly segment_ids: readonly number[];
  readonly customers: number;
}

/** How the members lie to those of other segments: every combination, each customer in one of them. */
export function Overlap({ segment }: { readonly segment: number }) {
  const t = useSegmentWords();
  const { slug: shop } = useShop();
  const [view, change] = useView({ with: '' });
  const all = useAsk(segmentsPath, { path: { shop } }, { fresh: 5_000 });
  const chosen = view.with
    .split(',')
    .map(Number)
    .filter((it) => it > 0);
  const others = (all.data?.segments ?? []).filter((it) => it.segment_id !== segment);
  return (
    <Section title={t('overlap')}>
      <div className={styles.row}>
        <Select
          mode="multiple"
          maxCount={5}
          style={{ minWidth: 260, flex: 1 }}
          aria-label={t('overlap-with')}
          placeholder={t('overlap-with')}
          value={chosen}
          onChange={(ids: number[]) => change({ with: ids.join(',') })}
          options={others.map((it) => ({ value: it.segment_id, label: it.name }))}
          optionFilterProp="label"
        />
      </div>
      {chosen.length > 0 ? (
        <Parts ids={[segment, ...chosen]} />
      ) : (
        <p className="muted">{t('overlap-hint')}</p>
      )}
    </Section>
  );
}

function Parts({ ids }: { readonly ids: readonly number[] }) {
  const t = useSegmentWords();
  const { slug: shop } = useShop();
  const query = useAsk(
    overlapPath,
    { path: { shop }, query: { of: ids.join(',') } },
    { keep: true, fresh: 5_000 },
  );
  return (
    <QueryState query={query}>
      {({ segments, parts }) => {
        const nameOf = (id: number) => segments.find((it) => it.segment_id === id)?.name ?? `#${id}`;
        const columns: Column<Combination>[] = [
          { key: 'in', title: t('in-just'), render: (it) => it.segment_ids.map(nameOf).join(' ∩ ') },
          {
            key: 'customers',
            title: t('members'),
            align: 'right',
            render: (it) => (
              <PartOf
                within={it.segment_ids}
                without={ids.filter((id) => !it.segment_ids.includes(id))}
                customers={it.customers}
              />
            ),
          },
        ];
        return (
          <PlainList
            label={t('overlap')}
            columns={columns}
            rows={parts}
            rowKey={(it) => it.segment_ids.join(' ')}
            empty={{ title: t('nobody') }}
          />
        );
      }}
    </QueryState>
  );
}
