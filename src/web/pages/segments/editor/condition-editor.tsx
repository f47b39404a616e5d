import type { Condition } from '../../../../contract/segment-conditions.ts';
import { useText } from '../../../kit/words/language.ts';
import styles from '../segments.module.css';
import { ArgumentControl } from './argument-control.tsx';
import { fieldsOf, isNamed, onScore } from './condition-fields.ts';
import { Remove } from './remove.tsx';
import { useKinds } from './use-choices.ts';

interface ConditionEditorProps {
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
}

/** One condition: what kind it is, and its arguments in the order they are read. */
export function ConditionEditor({ condition, onChange, onRemove }: ConditionEditorProps) {
  const say = useText();
  const kind = useKinds().find((it) => it.kind === condition.kind);
  const values = condition as unknown as Record<string, unknown>;
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = values;
    onChange((value === undefined ? rest : { ...rest, [name]: value }) as unknown as Condition);
  };
  const isKnown = condition.kind === 'trait' && condition.op === 'known';
  const isNumber = condition.kind === 'score' && !isNamed(condition.score);
  const isEver = condition.kind === 'plus' && condition.is === 'ever';
  return (
    <div className={styles.condition}>
      <span className={styles.kind}>{kind === undefined ? condition.kind : say(kind.label)}</span>
      {fieldsOf[condition.kind]
        .filter(
          ({ name }) =>
            !(isKnown && name === 'values') && !(isNumber && name === 'is') && !(isEver && name === 'within'),
        )
        .map(({ name, control }) => (
          <ArgumentControl
            key={name}
            name={name}
            control={control}
            condition={condition}
            value={values[name]}
            onChange={(value) => {
              if (condition.kind === 'trait' && name === 'op' && value === 'known')
                onChange({ ...condition, op: 'known', values: [] });
              else if (condition.kind === 'plus' && value === 'ever')
                onChange({ ...condition, [name]: value, within: 'ever' });
              else if (condition.kind === 'score' && name === 'score')
                onChange(onScore(condition, String(value)));
              else set(name, value);
            }}
          />
        ))}
      <Remove onRemove={onRemove} />
    </div>
  );
}
