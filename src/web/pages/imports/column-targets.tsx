import { kindsWithPeople, mappingFields, mappingIdentities } from '../../../contract/mapping-fields.ts';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { useText } from '../../kit/words/language.ts';
import { fieldName, identityNames, orderStates, productStates, tieRoles } from './field-names.ts';
import styles from './imports.module.css';
import { type InspectionView, placed } from './inspection.ts';
import type { Draft, Target } from './mapping-draft.ts';
import { useImportWords } from './words.ts';

interface ColumnTargetsProps {
  readonly it: InspectionView;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

/** A line for each column of the file: its name, what stands in it, what it becomes. */
export function ColumnTargets({ it, draft, onChange }: ColumnTargetsProps) {
  const t = useImportWords();
  const turn = (column: string, target: Target) => {
    const { [column]: _, ...others } = draft.targets;
    // A field is one column's: given to another it leaves the first.
    const rest = Object.fromEntries(Object.entries(others).filter(([, its]) => its !== target));
    onChange({ ...draft, targets: target === '' ? rest : { ...rest, [column]: target } });
  };
  return (
    <table className={styles.map}>
      <thead>
        <tr>
          <th scope="col">{t('column-of-file')}</th>
          <th scope="col">{t('examples')}</th>
          <th scope="col">{t('becomes')}</th>
        </tr>
      </thead>
      <tbody>
        {placed(it.columns).map(({ key, column, place }) => (
          <tr key={key}>
            <td>{column}</td>
            <td>{valuesIn(it, place).slice(0, 3).join(' · ')}</td>
            <td>
              <TargetChoice
                label={t('becomes-of', { column })}
                draft={draft}
                target={draft.targets[column] ?? ''}
                onChoose={(target) => turn(column, target)}
              />
              <Meanings column={column} values={valuesIn(it, place)} draft={draft} onChange={onChange} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const valuesIn = ({ rows }: InspectionView, place: number): string[] => [
  ...new Set(rows.map(({ cells }) => cells[place] ?? '').filter((cell) => cell !== '')),
];

interface TargetChoiceProps {
  readonly label: string;
  readonly draft: Draft;
  readonly target: Target;
  readonly onChoose: (target: Target) => void;
}

/** The browser's own list: some fifty entries a column, forty columns, and typing finds them. */
function TargetChoice({ label, draft: { of }, target, onChoose }: TargetChoiceProps) {
  const t = useImportWords();
  const say = useText();
  const { required, others } = mappingFields[of];
  const option = (field: string) => (
    <option key={field} value={`field:${field}`}>
      {say(fieldName(field))}
    </option>
  );
  return (
    <select
      aria-label={label}
      className={styles.select}
      value={target}
      onChange={(e) => onChoose(e.target.value)}
    >
      <option value="">{t('nothing')}</option>
      {required.length > 0 && <optgroup label={t('required')}>{required.map(option)}</optgroup>}
      {kindsWithPeople.includes(of) && (
        <optgroup label={t('who')}>
          {mappingIdentities.map((kind) => (
            <option key={kind} value={`identity:${kind}`}>
              {say(identityNames[kind]!)}
            </option>
          ))}
        </optgroup>
      )}
      <optgroup label={t('further')}>{others.map(option)}</optgroup>
      {of === 'customers' && <Traits />}
    </select>
  );
}

function Traits() {
  const t = useImportWords();
  const say = useText();
  const shop = useShop();
  const dictionary = useAsk('/api/shops/{shop}/customers/dictionary', { path: { shop: shop.slug } });
  const traits = (dictionary.data?.traits ?? []).filter((it) => it.retired_at === null);
  return (
    <optgroup label={t('traits')}>
      {traits.map(({ name, label }) => (
        <option key={name} value={`trait:${name}`}>
          {say(label)}
        </option>
      ))}
    </optgroup>
  );
}

interface MeaningsProps {
  readonly column: string;
  readonly values: readonly string[];
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

const meaningsOf = { 'field:state': orderStates, 'field:status': productStates, ...tieRoles } as const;

/** What the words of a column of states mean. Words of later rows that are not among these become rejects, and say so. */
function Meanings({ column, values, draft, onChange }: MeaningsProps) {
  const t = useImportWords();
  const say = useText();
  const known = meaningsOf[draft.targets[column] as keyof typeof meaningsOf] as
    | typeof orderStates
    | undefined;
  if (known === undefined) return null;
  const words = draft.words[column] ?? {};
  const mean = (value: string, meaning: string) => {
    const { [value]: _, ...rest } = words;
    const next = meaning === '' ? rest : { ...rest, [value]: meaning };
    onChange({ ...draft, words: { ...draft.words, [column]: next } });
  };
  return (
    <div className={styles.meanings}>
      {values.slice(0, 30).map((value) => (
        <label key={value}>
          {value}
          <select
            className={styles.select}
            value={words[value] ?? ''}
            onChange={(e) => mean(value, e.target.value)}
          >
            <option value="">{t('choose')}</option>
            {Object.entries(known).map(([state, name]) => (
              <option key={state} value={state}>
                {say(name)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}
