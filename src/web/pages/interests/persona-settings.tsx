import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { SettingsDialog } from '../../kit/settings-dialog.tsx';
import styles from './interests.module.css';
import { RuleFields } from './rule-fields.tsx';
import { useInterestWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/personas/settings' as const;

/** Every persona can be switched off, and what it asks for changed. */
export function PersonaSettings() {
  const t = useInterestWords();
  const { slug: shop } = useShop();
  return (
    <SettingsDialog
      path={path}
      label={t('change-rules')}
      isSmall
      isWide
      save={(body) => take(api.PUT(path, { params: { path: { shop } }, body }))}
      saved={t('saved')}
      stale={(it) => it.includes('/personas')}
    >
      {({ personas }, set) => (
        <div className={styles.rules}>
          {personas.map((rule, n) => (
            <RuleFields
              key={rule.persona}
              rule={rule}
              onChange={(change) => set({ personas: personas.with(n, { ...rule, ...change }) })}
            />
          ))}
        </div>
      )}
    </SettingsDialog>
  );
}
