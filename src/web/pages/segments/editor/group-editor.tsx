import { Button, Dropdown, Select } from 'antd';
import {
  type ConditionKindName,
  deepestTree,
  type Group,
  groupOperators,
  isGroup,
  type Tree,
} from '../../../../contract/segment-conditions.ts';
import { useText } from '../../../kit/words/language.ts';
import styles from '../segments.module.css';
import { useSegmentWords } from '../words.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { newCondition } from './condition-fields.ts';
import { Remove } from './remove.tsx';
import { replacedAt, withMore, withoutAt } from './tree-rules.ts';
import { useKinds } from './use-choices.ts';

interface GroupEditorProps {
  readonly group: Group;
  readonly depth: number;
  readonly onChange: (group: Group) => void;
  /** Absent: the whole tree, which cannot be taken away. */
  readonly onRemove?: () => void;
}

/** All, any or none of some conditions and groups. */
export function GroupEditor({ group, depth, onChange, onRemove }: GroupEditorProps) {
  const t = useSegmentWords();
  return (
    <fieldset className={styles.group} aria-label={t(`op-${group.op}`)}>
      <div className={styles.groupHead}>
        <Select
          aria-label={t('group-op')}
          value={group.op}
          onChange={(op) => onChange({ ...group, op })}
          options={groupOperators.map((it) => ({ value: it, label: t(`op-${it}`) }))}
          popupMatchSelectWidth={false}
        />
        {onRemove && <Remove onRemove={onRemove} />}
      </div>
      {group.of.map((it, n) => (
        <Member
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place; two may be alike.
          key={n}
          it={it}
          depth={depth + 1}
          onChange={(next) => onChange(replacedAt(group, n, next))}
          onRemove={() => onChange(withoutAt(group, n))}
        />
      ))}
      <Add group={group} depth={depth} onChange={onChange} />
    </fieldset>
  );
}

interface MemberProps {
  readonly it: Tree;
  readonly depth: number;
  readonly onChange: (it: Tree) => void;
  readonly onRemove: () => void;
}

/** A condition, or a group within a group. */
function Member({ it, depth, ...rest }: MemberProps) {
  if (isGroup(it)) return <GroupEditor {...rest} group={it} depth={depth} />;
  return <ConditionEditor {...rest} condition={it} />;
}

function Add({ group, depth, onChange }: Omit<GroupEditorProps, 'onRemove'>) {
  const t = useSegmentWords();
  const say = useText();
  const kinds = useKinds();
  const items = kinds.map(({ kind, label }) => ({ key: kind, label: say(label) }));
  const add = (kind: string) => onChange(withMore(group, newCondition(kind as ConditionKindName)));
  return (
    <div className={styles.groupFoot}>
      <Dropdown
        trigger={['click']}
        menu={{ items, className: styles.menu ?? '', onClick: ({ key }) => add(key) }}
      >
        <Button size="small">+ {t('add-condition')}</Button>
      </Dropdown>
      {depth < deepestTree - 1 && (
        <Button
          size="small"
          type="text"
          onClick={() => onChange(withMore(group, { op: 'any', of: [newCondition('orders')] }))}
        >
          + {t('add-group')}
        </Button>
      )}
    </div>
  );
}
