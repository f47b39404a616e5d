import { Empty } from '../state/empty.tsx';
import { useTaskWords } from './words.ts';

export function NoTasks() {
  const t = useTaskWords();
  return <Empty title={t('nothing')} hint={t('nothing-hint')} />;
}
