import { NavLink } from 'react-router';
import type { MyShop } from '../client/me.ts';
import { useText } from '../kit/words/language.ts';
import { addressIn, type NavigationGroup } from './access.ts';
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
  return (
    <nav className={styles.navigation} aria-label={t('navigation')}>
      {groups.map((group) => (
        <div key={group.code}>
          <div className={styles.group}>{say(group.title)}</div>
          <ul>
            {group.pages.map((page) => (
              <li key={page.path}>
                <PageLink page={page} shop={shop} {...(onGo && { onGo })} />
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
  readonly onGo?: () => void;
}

function PageLink({ page, shop, onGo }: PageLinkProps) {
  const title = useText()(page.title);
  const Icon = page.icon;
  return (
    <NavLink className={styles.link!} to={addressIn(page, shop?.slug ?? '')} title={title} onClick={onGo}>
      {Icon && <Icon aria-hidden />}
      <span className={styles.label}>{title}</span>
    </NavLink>
  );
}
