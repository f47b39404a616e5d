import { Button } from 'antd';
import { Link, useRouteError } from 'react-router';
import { useMe } from '../client/me.ts';
import { Empty } from '../kit/state/empty.tsx';
import { useShellWords } from './words.ts';

export function NotFound() {
  const t = useShellWords();
  return (
    <Empty title={t('not-found')} hint={t('not-found-hint')} action={<Link to="/">{t('go-home')}</Link>} />
  );
}

export function NotPermitted() {
  const t = useShellWords();
  const home = <Link to="/">{t('go-home')}</Link>;
  return <Empty title={t('not-permitted')} hint={t('not-permitted-hint')} action={home} />;
}

export function NoShop() {
  const t = useShellWords();
  const isOperator = useMe().data?.operator === true;
  const open = isOperator ? <Link to="/open-shop">{t('open-shop')}</Link> : undefined;
  return <Empty title={t('no-shop')} hint={t('no-shop-hint')} action={open} />;
}

/** A page whose code did not come or broke. After an upgrade the old page asks for files that are gone. */
export function PageFailed() {
  const t = useShellWords();
  const error = useRouteError();
  console.error(error);
  const reload = <Button onClick={() => location.reload()}>{t('reload')}</Button>;
  return <Empty title={t('page-failed')} hint={t('page-failed-hint')} action={reload} />;
}
