import { Tabs } from 'antd';
import { DaysChoice } from '../../kit/days-choice.tsx';
import { useView } from '../../kit/list/view.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { DropOff } from './drop-off.tsx';
import { oneOf, tabs, viewDefaults } from './path-view.ts';
import { Paths } from './paths.tsx';
import { VisitSettings } from './visit-settings.tsx';
import { Visits } from './visits.tsx';
import { usePathWords } from './words.ts';

const shown = { paths: Paths, visits: Visits, 'drop-off': DropOff } as const;

/** Paths, visits, and who left without paying; one set of days for all three. */
export default function PathsPage() {
  const t = usePathWords();
  const [view, change] = useView(viewDefaults);
  const tab = oneOf(tabs, view.tab, 'paths');
  const Shown = shown[tab];
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        help={t('help')}
        actions={
          <>
            <DaysChoice days={view.days} onChange={(days) => change({ days })} />
            <VisitSettings />
          </>
        }
      />
      <Tabs
        activeKey={tab}
        onChange={(key) => change({ tab: key })}
        items={tabs.map((key) => ({ key, label: t(`tab-${key}`) }))}
      />
      <Shown view={view as typeof viewDefaults} change={change} />
    </>
  );
}
