import MenuOutlined from '@ant-design/icons/MenuOutlined';
import QuestionCircleOutlined from '@ant-design/icons/QuestionCircleOutlined';
import UserOutlined from '@ant-design/icons/UserOutlined';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import type { Me, MyShop } from '../client/me.ts';
import { Menu } from '../kit/menu.tsx';
import { LanguageMenu, ThemeMenu } from '../kit/switches.tsx';
import { tellProblem } from '../kit/toast.tsx';
import styles from './shell.module.css';
import { signOut } from './sign-out.ts';
import { useShellWords } from './words.ts';

interface TopBarProps {
  readonly me: Me;
  readonly shop: MyShop | undefined;
  readonly onMenu: () => void;
}

export function TopBar({ me, shop, onMenu }: TopBarProps) {
  const t = useShellWords();
  return (
    <header className={styles.top}>
      <Button
        className={styles.menuButton!}
        type="text"
        icon={<MenuOutlined />}
        aria-label={t('navigation')}
        onClick={onMenu}
      />
      <ShopMenu me={me} shop={shop} />
      <div className={styles.space} />
      <LanguageMenu />
      <ThemeMenu />
      <Button
        type="text"
        icon={<QuestionCircleOutlined />}
        href="/api/docs/"
        target="_blank"
        aria-label={t('api-docs')}
        title={t('api-docs')}
      />
      <AccountMenu name={me.name || me.email} />
    </header>
  );
}

/** A slug begins with no tilde, so this is none. */
const OPEN = '~open';

function ShopMenu({ me, shop }: { readonly me: Me; readonly shop: MyShop | undefined }) {
  const t = useShellWords();
  const go = useNavigate();
  if (shop === undefined) return null;
  const face = (
    <>
      <span className={styles.shopName}>{shop.name}</span>
      {shop.is_demo && <span className={styles.badge}>{t('demo')}</span>}
    </>
  );
  const mine = me.shops.map(({ slug, name }) => ({ value: slug, label: name }));
  const choices = me.operator ? [...mine, { value: OPEN, label: t('open-shop') }] : mine;
  const open = (value: string) => void go(value === OPEN ? '/open-shop' : `/shops/${value}`);
  return (
    <Menu
      name={shop.is_demo ? `${shop.name} ${t('demo')}` : shop.name}
      face={face}
      choices={choices}
      chosen={shop.slug}
      onChoose={open}
    />
  );
}

function AccountMenu({ name }: { readonly name: string }) {
  const t = useShellWords();
  const go = useNavigate();
  const choices = [
    { value: 'me', label: t('me') },
    { value: 'sign-out', label: t('sign-out') },
  ] as const;
  const choose = (value: 'me' | 'sign-out') =>
    value === 'me' ? void go('/me') : void signOut().catch(tellProblem);
  return <Menu name={name} face={<UserOutlined />} choices={choices} onChoose={choose} />;
}
