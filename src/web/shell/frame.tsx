import DoubleLeftOutlined from '@ant-design/icons/DoubleLeftOutlined';
import DoubleRightOutlined from '@ant-design/icons/DoubleRightOutlined';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Me, MyShop } from '../client/me.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DeskOf } from '../kit/settings/desk-of.tsx';
import { useSetting } from '../kit/settings/use-setting.ts';
import { Toasts } from '../kit/toast.tsx';
import mark from '../mark.svg';
import { pages } from '../pages.ts';
import { navigationOf, shopToOpen } from './access.ts';
import { GoneBanner } from './gone-banner.tsx';
import { lastShop, rememberShop } from './last-shop.ts';
import { Navigation } from './navigation.tsx';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { useShellWords } from './words.ts';

/** The shop of the address, else the one last looked at: pages outside a shop keep its navigation. */
function useCurrentShop({ shops }: Me): MyShop | undefined {
  const { shop: slug } = useParams();
  const named = shops.find((it) => it.slug === slug);
  useEffect(() => {
    if (named) rememberShop(named.slug);
  }, [named]);
  return named ?? shopToOpen(shops, lastShop());
}

/** What stands around every page: navigation, top bar, banner, toasts. */
export function Frame({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  const t = useShellWords();
  const shop = useCurrentShop(me);
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const groups = navigationOf(pages, me, shop);
  return (
    <DeskOf me={me} shop={shop?.slug}>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <div className={styles.frame}>
        <Side>
          <Navigation groups={groups} shop={shop} />
        </Side>
        <div>
          <TopBar me={me} shop={shop} onMenu={() => setOpen(true)} />
          <GoneBanner />
          <main id="main" className={styles.main} tabIndex={-1}>
            {children}
          </main>
        </div>
      </div>
      <Dialog isOpen={isOpen} onClose={close} className={styles.drawer} label={t('navigation')}>
        <Brand />
        <Navigation groups={groups} shop={shop} onGo={close} />
        <Button type="text" onClick={close}>
          {t('close-navigation')}
        </Button>
      </Dialog>
      <Toasts />
    </DeskOf>
  );
}

function Brand() {
  return (
    <Link className={styles.brand!} to="/">
      <img src={mark} alt="" />
      <span>熟客 Shuke</span>
    </Link>
  );
}

function Side({ children }: { readonly children: ReactNode }) {
  const t = useShellWords();
  const [kept, keep] = useSetting('navigation');
  const narrow = kept === 'narrow';
  const toggle = () => keep(narrow ? 'wide' : 'narrow');
  return (
    <aside data-tour="navigation" className={`${styles.side} ${narrow ? styles.narrow : ''}`}>
      <Brand />
      {children}
      <Button
        type="text"
        style={{ margin: 8 }}
        icon={narrow ? <DoubleRightOutlined /> : <DoubleLeftOutlined />}
        aria-label={narrow ? t('expand') : t('collapse')}
        onClick={toggle}
      />
    </aside>
  );
}
