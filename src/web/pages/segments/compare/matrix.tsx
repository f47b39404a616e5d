import { Num } from '../../../kit/figures.tsx';
import { useFormat } from '../../../kit/format/use-format.ts';
import type { Column } from '../../../kit/list/column.ts';
import { PlainList } from '../../../kit/list/plain-list.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { PartOf } from '../part-of.tsx';
import type { OverlapOf } from '../segments.ts';
import { useSegmentWords } from '../words.ts';

type One = OverlapOf['segments'][number];

/** Of each segment, how many of its members are in each other, and what share of it that is. */
export function Matrix({ of }: { readonly of: OverlapOf }) {
  const t = useSegmentWords();
  const { share } = useFormat();
  const inBoth = (a: number, b: number) =>
    of.pairs.find((it) => (it.a === a && it.b === b) || (it.a === b && it.b === a))?.customers ?? 0;
  const columns: Column<One>[] = [
    { key: 'name', title: t('matrix-of'), render: (it) => it.name },
    { key: 'members', title: t('members'), align: 'right', render: (it) => <Num value={it.members} /> },
    ...of.segments.map(
      (other): Column<One> => ({
        key: `in ${other.segment_id}`,
        title: t('matrix-in', { name: other.name }),
        align: 'right',
        render: (it) => {
          if (it.segment_id === other.segment_id) return '–';
          const both = inBoth(it.segment_id, other.segment_id);
          const of = [it.segment_id, other.segment_id];
          const part = share(it.members === 0 ? null : both / it.members, true);
          return <PartOf within={of} customers={both} share={part} />;
        },
      }),
    ),
  ];
  return (
    <Section title={t('matrix')}>
      <PlainList
        label={t('matrix')}
        columns={columns}
        rows={of.segments}
        rowKey={(it) => String(it.segment_id)}
        empty={{ title: t('nobody') }}
      />
    </Section>
  );
}
