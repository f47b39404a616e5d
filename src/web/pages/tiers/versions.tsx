import { Button } from 'antd';
import { Actor } from '../../kit/actor.tsx';
import { Instant } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { useText } from '../../kit/words/language.ts';
import type { History, Rules, Version } from './paths.ts';
import { useTierWords } from './words.ts';

interface VersionsProps {
  readonly it: History;
  /** Takes an older version into the editor: going back is a simulation and a new version like any other. */
  readonly onTake?: (rules: Rules) => void;
}

/** Every version of the rules, newest first. */
export function Versions({ it, onTake }: VersionsProps) {
  const t = useTierWords();
  const say = useText();
  const newest = it.versions[0]?.version;
  const columns: Column<Version>[] = [
    { key: 'version', title: t('version'), align: 'right', render: ({ version }) => version },
    { key: 'at', title: t('made-at'), render: ({ made_at: at }) => <Instant at={at} /> },
    { key: 'by', title: t('made-by'), render: (one) => <Actor by={one.made_by} name={one.made_by_name} /> },
    {
      ...{ key: 'ladder', title: t('ladder') },
      render: ({ rules }) => rules.ladder.map(({ name }) => say(name)).join(' · '),
    },
    { key: 'measure', title: t('measure'), render: ({ rules }) => t(`measure-${rules.measure}`) },
    {
      ...{ key: 'back', title: '' },
      render: ({ version, rules }) =>
        onTake && version !== newest ? (
          <Button size="small" onClick={() => onTake(rules)}>
            {t('go-back')}
          </Button>
        ) : null,
    },
  ];
  if (it.versions.length < 2) return null;
  return (
    <Section title={t('versions')}>
      <PlainList
        label={t('versions')}
        columns={columns}
        rows={it.versions}
        rowKey={({ version }) => String(version)}
        empty={{ title: t('no-rules'), hint: t('no-rules-hint') }}
      />
    </Section>
  );
}
