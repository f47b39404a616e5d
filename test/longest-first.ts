import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of half a minute and more, the longest first. A file that stands here and is short costs nothing. */
const longest = [
  'test/browser/track-kills.test.ts',
  'test/scenarios/new-user.test.ts',
  'test/browser/customers.test.ts',
  'test/browser/explore.test.ts',
  'test/browser/intake.test.ts',
  'test/browser/console.test.ts',
  'src/domains/analytics/metrics/ask-metric.test.ts',
  'test/scenarios/planted-values.test.ts',
  'test/scenarios/several-processes.test.ts',
  'src/domains/analytics/metrics/ask-key-figures.test.ts',
  'test/scenarios/through-the-socket.test.ts',
  'src/domains/analytics/retained/keep-activity.test.ts',
  'test/scenarios/backup.test.ts',
  'src/domains/analytics/explore/ask-pivot.test.ts',
  'test/scenarios/remembered-figures.test.ts',
  'src/cli/launch.test.ts',
  'src/domains/ingest/events/undo-events.test.ts',
  'src/domains/analytics/rfm/rfm.test.ts',
  'src/cli/package.test.ts',
  'src/domains/analytics/people/customers-view.test.ts',
  'src/platform/open-platform.test.ts',
  'src/platform/db/embedded/server.test.ts',
  'src/domains/analytics/metrics/published-answers.test.ts',
  'src/domains/analytics/people/people.test.ts',
  'test/faults/track-dies.test.ts',
  'src/domains/analytics/cohorts/cohorts.test.ts',
  'test/scenarios/servers-by-url.test.ts',
  'src/platform/rotation/rotate-master.test.ts',
  'test/faults/clickhouse-away.test.ts',
  'test/scenarios/backup-versions.test.ts',
  'src/domains/analytics/social/social.test.ts',
  'test/faults/bombs.test.ts',
  'src/domains/reports/reports.test.ts',
  'src/domains/ingest/events/import-events.test.ts',
  'src/domains/ingest/imports/run-import.test.ts',
];

const place = ({ moduleId }: TestSpecification): number => {
  const at = longest.findIndex((name) => moduleId.endsWith(`/${name}`));
  return at === -1 ? longest.length : at;
};

/** Long files begin first, so that a run never ends with one core waiting for the other's last file. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
