import { useFormat } from '../../../kit/format/use-format.ts';
import { Section } from '../../../kit/page/section.tsx';
import styles from '../segments.module.css';
import type { OverlapOf } from '../segments.ts';
import { useSegmentWords } from '../words.ts';
import { circlesOf, placeOfPart } from './venn-rules.ts';

/** Circles of two or three segments with how many lie in each part; the same in words is the drawing's name. */
export function Venn({ of }: { readonly of: OverlapOf }) {
  const t = useSegmentWords();
  const { number } = useFormat();
  const ids = of.segments.map((it) => it.segment_id);
  const nameOf = (id: number) => of.segments.find((it) => it.segment_id === id)?.name ?? `#${id}`;
  const told = of.parts.map((it) => `${it.segment_ids.map(nameOf).join(' ∩ ')}: ${number(it.customers)}`);
  const circles = circlesOf(ids.length);
  return (
    <Section title={t('venn')}>
      <svg className={styles.venn} viewBox="0 0 400 320" role="img" aria-label={told.join('; ')}>
        {circles.map(({ x, y, nameX, nameY, anchor }, n) => (
          <g key={ids[n]}>
            <circle cx={x} cy={y} r={100} className={styles.circle} />
            <text x={nameX} y={nameY} textAnchor={anchor} className={styles.circleName}>
              {nameOf(ids[n]!)}
            </text>
          </g>
        ))}
        {of.parts.map((it) => {
          const { x, y } = placeOfPart(
            ids.length,
            it.segment_ids.map((id) => ids.indexOf(id)),
          );
          return (
            <text key={it.segment_ids.join(' ')} x={x} y={y} textAnchor="middle" className={styles.partSize}>
              {number(it.customers, true)}
            </text>
          );
        })}
      </svg>
    </Section>
  );
}
