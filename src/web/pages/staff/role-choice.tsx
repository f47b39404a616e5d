import { permissionTexts, policy, type Role, roles } from '../../../contract/auth.ts';
import { roleNames } from '../../kit/role-names.ts';
import { useText } from '../../kit/words/language.ts';
import styles from './staff.module.css';
import { useStaffWords } from './words.ts';

interface RoleChoiceProps {
  readonly role: Role;
  readonly onChoose: (role: Role) => void;
}

/** The roles, and what the chosen one may do. */
export function RoleChoice({ role, onChoose }: RoleChoiceProps) {
  const t = useStaffWords();
  const say = useText();
  return (
    <fieldset className={styles.choices}>
      <legend>{t('role')}</legend>
      {roles.map((it) => (
        <label key={it}>
          <input type="radio" name="role" checked={role === it} onChange={() => onChoose(it)} />
          {say(roleNames[it])}
        </label>
      ))}
      <p className="muted">{policy[role].map((it) => say(permissionTexts[it])).join(' · ')}</p>
    </fieldset>
  );
}
