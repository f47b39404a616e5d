import RedoOutlined from '@ant-design/icons/RedoOutlined';
import SwapOutlined from '@ant-design/icons/SwapOutlined';
import UndoOutlined from '@ant-design/icons/UndoOutlined';
import { Button, Checkbox, Select } from 'antd';
import type { ExploreCatalogue } from '../../../contract/explore.ts';
import { canShow, type Show } from './calculate.ts';
import { kinds } from './chart-rules.ts';
import styles from './explore.module.css';
import { RangeSelect } from './range-select.tsx';
import type { ExploreView } from './use-explore-view.ts';
import type { Saying } from './use-saying.ts';
import { turned, type View, withQuestion } from './view-rules.ts';
import { useExploreWords } from './words.ts';

interface ToolbarProps {
  readonly catalogue: ExploreCatalogue;
  readonly explored: ExploreView;
  readonly saying: Saying;
}

const shows: readonly Show[] = ['value', 'share', 'running', 'rank'];
const comparisons = ['none', 'previous', 'year'] as const;

/** Which days, against what, how it is shown and sorted; a step back and forth. */
export function Toolbar({ catalogue, explored, saying }: ToolbarProps) {
  const t = useExploreWords();
  const { view, change, undo, redo } = explored;
  const { question } = view;
  const measures = catalogue.measures.filter(({ code }) => question.measures.includes(code));
  const choose = (it: Partial<View>) => change({ ...view, ...it });
  return (
    <div className={styles.toolbar}>
      <RangeSelect range={view.range} onChange={(range) => choose({ range })} />
      <Select
        aria-label={t('compare')}
        value={question.compare}
        onChange={(compare) => change(withQuestion(view, { compare }))}
        options={comparisons.map((value) => ({ value, label: t(`compare-${value}`) }))}
        popupMatchSelectWidth={false}
      />
      <Select
        aria-label={t('chart-kind')}
        value={view.chart}
        onChange={(chart: string) => choose({ chart })}
        options={(['auto', ...kinds] as const).map((value) => ({ value, label: t(`kind-${value}`) }))}
        popupMatchSelectWidth={false}
      />
      <Select
        aria-label={t('show')}
        value={view.show}
        onChange={(show) => choose({ show })}
        options={shows.map((value) => ({
          ...{
            value,
            label: t(`show-${value}`),
            disabled: !measures.some((it) => canShow(it, value)) && value !== 'value',
          },
        }))}
        popupMatchSelectWidth={false}
      />
      <SortSelect view={view} saying={saying} onChange={choose} />
      <Checkbox
        checked={question.totals}
        onChange={(it) => change(withQuestion(view, { totals: it.target.checked }))}
      >
        {t('totals')}
      </Checkbox>
      <span className={styles.steps}>
        <Button
          icon={<SwapOutlined />}
          aria-label={t('turn')}
          title={t('turn')}
          onClick={() => change(turned(view))}
        />
        <Button
          icon={<UndoOutlined />}
          aria-label={t('undo')}
          title={t('undo')}
          disabled={!undo}
          onClick={undo}
        />
        <Button
          icon={<RedoOutlined />}
          aria-label={t('redo')}
          title={t('redo')}
          disabled={!redo}
          onClick={redo}
        />
      </span>
    </div>
  );
}

interface SortProps {
  readonly view: View;
  readonly saying: Saying;
  readonly onChange: (it: Pick<View, 'sort'>) => void;
}

function SortSelect({ view, saying, onChange }: SortProps) {
  const t = useExploreWords();
  const { sort, question } = view;
  const by = [...question.measures.map((code) => [code, saying.field(code)]), ['name', t('sort-name')]];
  const options = by.flatMap(([code, name]) => [
    { value: `${code} down`, label: `${t('sort-down')} ${name}` },
    { value: `${code} up`, label: `${t('sort-up')} ${name}` },
  ]);
  const choose = (value: string) => {
    const [code, way] = value.split(' ') as [string, string?];
    onChange({ sort: way === undefined ? null : { by: code, down: way === 'down' } });
  };
  return (
    <Select
      aria-label={t('sort')}
      value={sort === null ? 'auto' : `${sort.by} ${sort.down ? 'down' : 'up'}`}
      onChange={choose}
      options={[{ value: 'auto', label: t('sort-auto') }, ...options]}
      popupMatchSelectWidth={false}
    />
  );
}
