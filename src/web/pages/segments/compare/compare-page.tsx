import { Select } from 'antd';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { useView } from '../../../kit/list/view.ts';
import { DetailPage } from '../../../kit/page/detail-page.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { Empty } from '../../../kit/state/empty.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import styles from '../segments.module.css';
import { overlapPath, segmentsPath } from '../segments.ts';
import { useSegmentWords } from '../words.ts';
import { Flow } from './flow.tsx';
import { Matrix } from './matrix.tsx';
import { Venn } from './venn.tsx';

/** How segments lie to each other: circles of two or three, each pair of up to twelve, and who moved between two of them. */
export default function ComparePage() {
  const t = useSegmentWords();
  const { slug: shop } = useShop();
  const [view, change] = useView({ of: '' });
  const all = useAsk(segmentsPath, { path: { shop } }, { fresh: 5_000 });
  const ids = view.of
    .split(',')
    .map(Number)
    .filter((it) => it > 0);
  return (
    <DetailPage
      title={t('compare')}
      subtitle={t('compare-hint')}
      help={t('help-compare')}
      list={`/shops/${shop}/segments`}
    >
      <Section title={t('compare-which')}>
        {all.data?.segments.length === 0 && <Empty title={t('none')} hint={t('none-hint')} />}
        <Select
          mode="multiple"
          maxCount={12}
          className={styles.wide ?? ''}
          aria-label={t('compare-which')}
          placeholder={t('compare-which')}
          value={ids}
          onChange={(chosen: number[]) => change({ of: chosen.join(',') })}
          options={(all.data?.segments ?? []).map((it) => ({ value: it.segment_id, label: it.name }))}
          optionFilterProp="label"
        />
      </Section>
      {ids.length > 1 && <Compared ids={ids} />}
    </DetailPage>
  );
}

function Compared({ ids }: { readonly ids: readonly number[] }) {
  const { slug: shop } = useShop();
  const query = useAsk(
    overlapPath,
    { path: { shop }, query: { of: ids.join(',') } },
    { keep: true, fresh: 5_000 },
  );
  return (
    <>
      <QueryState query={query}>
        {(it) => (
          <div className={it.segments.length <= 3 ? styles.compared : undefined}>
            {it.segments.length <= 3 && <Venn of={it} />}
            <Matrix of={it} />
          </div>
        )}
      </QueryState>
      <Flow a={ids[0]!} b={ids[1]!} />
    </>
  );
}
