import { Select } from 'antd';
import type { CohortBreakdown } from '../../../contract/cohorts.ts';
import { cohortBreakdowns } from '../../../contract/cohorts.ts';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { addMonths } from '../../kit/format/dates.ts';
import styles from './cohorts.module.css';
import type { ControlsProps } from './controls.tsx';
import { useNameOf } from './use-name-of.ts';
import { unknownMark } from './view-rules.ts';
import { useCohortWords } from './words.ts';

/** Only customers of one channel, first category, province. */
export function Filters(props: ControlsProps) {
  return (
    <div className={styles.controls}>
      {cohortBreakdowns.map((code) => (
        <Filter key={code} code={code} {...props} />
      ))}
    </div>
  );
}

/** Values of the orders of three years up to the day. */
function Filter({ code, view, today, onChange }: ControlsProps & { readonly code: CohortBreakdown }) {
  const t = useCohortWords();
  const nameOf = useNameOf(code);
  const { slug: shop } = useShop();
  const to = view.as_of || today;
  const query = { dimension: code, from: addMonths(to, -36), to };
  const { data } = useAsk(
    '/api/shops/{shop}/explore/values',
    { path: { shop }, query },
    { fresh: 300_000, keep: true },
  );
  const values = (data?.values ?? []).map((it) => it.value).filter((it) => it !== '');
  const options = [
    { value: '', label: t('any', { what: t(`breakdown-${code}`) }) },
    ...values.map((value) => ({ value, label: nameOf(value) })),
    { value: unknownMark, label: t('unknown') },
  ];
  return (
    <Select
      aria-label={t(`breakdown-${code}`)}
      value={view[code]}
      onChange={(value) => onChange({ [code]: value })}
      options={options}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
    />
  );
}
