import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import type { MyShop } from '../client/me.ts';
import { useText } from '../kit/words/language.ts';
import { addressIn, currentOf, type NavigationGroup } from './access.ts';
import type { PageEntry } from './page-entry.ts';
import styles from './shell.module.css';
import { useShellWords } from './words.ts';

interface NavigationProps {
  readonly groups: readonly NavigationGroup[];
  readonly shop: MyShop | undefined;
  readonly onGo?: () => void;
}

/** The pages one may see, by group. */
export function Navigation({ groups, shop, onGo }: NavigationProps) {
  const t = useShellWords();
  const say = useText();
  const { pathname } = useLocation();
  const all = groups.flatMap((it) => it.pages);
  const current = currentOf(all, { pathname, shop: shop?.slug ?? '' });
  return (
    <nav className={styles.navigation} aria-label={t('navigation')}>
      {groups.map((group) => (
        <div key={group.code}>
          <div className={styles.group}>{say(group.title)}</div>
          <ul>
            {group.pages.map((page) => (
              <li key={page.path}>
                <PageLink page={page} shop={shop} isCurrent={page === current} {...(onGo && { onGo })} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

interface PageLinkProps {
  readonly page: PageEntry;
  readonly shop: MyShop | undefined;
  readonly isCurrent: boolean;
  readonly onGo?: () => void;
}

function PageLink({ page, shop, isCurrent, onGo }: PageLinkProps) {
  const title = useText()(page.title);
  const Icon = page.icon;
  const link = useRef<HTMLAnchorElement>(null);
  // The list is longer than most screens: where one stands is never below its edge.
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <Link
      ref={link}
      className={styles.link!}
      to={addressIn(page, shop?.slug ?? '')}
      title={title}
      onClick={onGo}
      onPointerEnter={() => void page.load()}
      {...(isCurrent && { 'aria-current': 'page' as const })}
    >
      {Icon && <Icon aria-hidden />}
      <span className={styles.label}>{title}</span>
    </Link>
  );
}
