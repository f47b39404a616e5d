import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useLocation } from 'react-router';
import { api, take } from '../../client/api.ts';
import { Field } from '../../kit/field.tsx';
import { emptyShop, ShopFields, shopOf } from '../../kit/shop/shop-fields.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import styles from './setup.module.css';
import { useSetupWords } from './words.ts';

type Begin = 'import' | 'demo';

const empty = {
  ...{ code: '', email: '', name: '', password: '', begin: 'import' as Begin },
  shop: emptyShop,
};

type Form = typeof empty;

async function setUp(it: Form): Promise<string> {
  const { code, email, name, password } = it;
  const shop = shopOf(it.shop);
  const body = { code, email, name, password, ...(it.begin === 'demo' ? { demo: true } : { shop }) };
  const done = await take(api.POST('/api/setup', { body }));
  await api.POST('/api/auth/sign-in/email', { body: { email, password } });
  return done.shop ?? shop.slug;
}

interface SetupFormProps {
  readonly offersDemo: boolean;
  readonly onDone: (begin: Begin, shop: string) => void;
}

export function SetupForm({ offersDemo, onDone }: SetupFormProps) {
  const t = useSetupWords();
  // The link that the terminal shows carries the code behind #.
  const code = useLocation().hash.slice(1);
  const [typed, setIt] = useState(empty);
  const it = typed.code === '' ? { ...typed, code } : typed;
  const change = (part: Partial<Form>) => setIt((now) => ({ ...now, ...part }));
  const go = useMutation({ mutationFn: () => setUp(it), onSuccess: (shop) => onDone(it.begin, shop) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Text label={t('code')} hint={t('code-hint')} value={it.code} onChange={(code) => change({ code })} />
      <h2>{t('account')}</h2>
      <Text label={t('name')} value={it.name} autoComplete="name" onChange={(name) => change({ name })} />
      <Text
        label={t('email')}
        value={it.email}
        type="email"
        autoComplete="username"
        onChange={(email) => change({ email })}
      />
      <Text
        label={t('password')}
        hint={t('password-hint')}
        value={it.password}
        type="password"
        autoComplete="new-password"
        onChange={(password) => change({ password })}
      />
      <h2>{t('shop')}</h2>
      {offersDemo && <BeginWith begin={it.begin} onChange={(begin) => change({ begin })} />}
      {it.begin === 'import' && <ShopFields draft={it.shop} onChange={(shop) => change({ shop })} />}
      {go.error && <ProblemView error={go.error} />}
      <Button type="primary" htmlType="submit" loading={go.isPending}>
        {t('set-up')}
      </Button>
    </form>
  );
}

interface BeginProps {
  readonly begin: Begin;
  readonly onChange: (begin: Begin) => void;
}

function BeginWith({ begin, onChange }: BeginProps) {
  const t = useSetupWords();
  return (
    <fieldset className={styles.choices}>
      <legend>{t('begin-with')}</legend>
      {(['import', 'demo'] as const).map((it) => (
        <label key={it}>
          <input type="radio" name="begin" checked={begin === it} onChange={() => onChange(it)} />
          <span>
            <strong>{t(`begin-${it}`)}</strong> <span className="muted">{t(`begin-${it}-hint`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface TextProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: string;
  readonly type?: string;
  readonly autoComplete?: string;
  readonly onChange: (value: string) => void;
}

function Text({ label, hint, onChange, ...input }: TextProps) {
  return (
    <Field label={label} hint={hint}>
      {(id) => <Input id={id} required {...input} onChange={(it) => onChange(it.target.value)} />}
    </Field>
  );
}
