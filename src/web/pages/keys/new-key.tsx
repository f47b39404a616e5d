import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { permissionTexts, scopes } from '../../../contract/auth.ts';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { useText } from '../../kit/words/language.ts';
import styles from './keys.module.css';
import { reloadKeys } from './keys.ts';
import { PasteLines } from './paste-lines.tsx';
import { useKeyWords } from './words.ts';

interface NewKeyProps {
  readonly kind: 'write' | 'api';
}

/** Makes a key and shows it this once, with the lines to paste. */
export function NewKey({ kind }: NewKeyProps) {
  const t = useKeyWords();
  const shop = useShop();
  const [name, setName] = useState('');
  const [source, setSource] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [made, setMade] = useState<string>();
  const isReady =
    name !== '' && (kind === 'write' ? /^[a-z0-9][a-z0-9-]{0,62}$/.test(source) : chosen.length > 0);
  const make = async () => {
    const body = kind === 'write' ? { kind, name, source } : { kind, name, scopes: [...chosen] };
    const params = { path: { shop: shop.slug } };
    const issued = await take(api.POST('/api/shops/{shop}/keys', { params, body: body as never }));
    await reloadKeys();
    setMade(issued.key);
    setName('');
    setSource('');
  };
  return (
    <>
      <ConfirmAction
        label={t(`new-${kind}`)}
        title={t(`new-${kind}`)}
        confirm={t('make')}
        ready={isReady}
        button={{ type: 'primary' }}
        act={make}
      >
        <Field label={t('name')} hint={t('name-hint')}>
          {(id) => <Input id={id} value={name} maxLength={100} onChange={(it) => setName(it.target.value)} />}
        </Field>
        {kind === 'write' ? (
          <Field label={t('source')} hint={t('source-hint')}>
            {(id) => (
              <Input
                id={id}
                value={source}
                placeholder="site"
                onChange={(it) => setSource(it.target.value)}
              />
            )}
          </Field>
        ) : (
          <Scopes chosen={chosen} onChoose={setChosen} />
        )}
      </ConfirmAction>
      <Made value={made} kind={kind} onClose={() => setMade(undefined)} />
    </>
  );
}

interface ScopesProps {
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** What a key may do, in the words of the roles. */
function Scopes({ chosen, onChoose }: ScopesProps) {
  const t = useKeyWords();
  const say = useText();
  const toggle = (it: string) =>
    onChoose(chosen.includes(it) ? chosen.filter((its) => its !== it) : [...chosen, it]);
  return (
    <fieldset className={styles.scopes}>
      <legend>{t('scopes')}</legend>
      {scopes.map((it) => (
        <Checkbox key={it} checked={chosen.includes(it)} onChange={() => toggle(it)}>
          {say(permissionTexts[it])}
        </Checkbox>
      ))}
    </fieldset>
  );
}

interface MadeProps extends NewKeyProps {
  readonly value: string | undefined;
  readonly onClose: () => void;
}

/** The key itself, shown this once. */
function Made({ value, kind, onClose }: MadeProps) {
  const t = useKeyWords();
  return (
    <Dialog isOpen={value !== undefined} onClose={onClose} className={styles.made} label={t('made-title')}>
      <h2>{t('made-title')}</h2>
      <p>{t('made-hint')}</p>
      <pre className={styles.lines}>{value}</pre>
      {kind === 'write' && value !== undefined && <PasteLines writeKey={value} />}
      <Button type="primary" onClick={onClose}>
        {t('kept')}
      </Button>
    </Dialog>
  );
}
