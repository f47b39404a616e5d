import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of a quarter of a minute and more, the longest first. A file that stands here and is short costs nothing. */
const longest = [
  'test/browser/console.test.ts',
  'test/browser/track-kills.test.ts',
  'test/scenarios/new-user.test.ts',
  'test/browser/customers.test.ts',
  'test/scenarios/planted-values.test.ts',
  'src/domains/analytics/metrics/ask-metric.test.ts',
  'test/browser/intake.test.ts',
  'test/browser/explore.test.ts',
  'test/browser/stranger.test.ts',
  'test/scenarios/several-processes.test.ts',
  'test/faults/points-die.test.ts',
  'test/faults/poison-routes.test.ts',
  'test/scenarios/erase-person.test.ts',
  'src/domains/analytics/explore/ask-scores.test.ts',
  'test/exports/counted.test.ts',
  'src/domains/analytics/interests/interests.test.ts',
  'src/domains/analytics/people/people.test.ts',
  'test/faults/bombs.test.ts',
  'test/scenarios/backup.test.ts',
  'src/domains/analytics/explore/ask-pivot.test.ts',
  'src/cli/launch.test.ts',
  'src/domains/analytics/metrics/ask-key-figures.test.ts',
  'src/domains/ingest/imports/resume-import.test.ts',
  'src/domains/analytics/social/social.test.ts',
  'test/scenarios/jobs.test.ts',
  'test/faults/track-dies.test.ts',
  'src/domains/analytics/scores/drift.test.ts',
  'test/scenarios/template-segments.test.ts',
  'test/foreign-ids.test.ts',
  'src/domains/reports/reports.test.ts',
  'src/domains/segments/upkeep.test.ts',
  'src/platform/db/embedded/server.test.ts',
  'src/cli/package.test.ts',
  'src/domains/analytics/people/customers-view.test.ts',
  'test/scenarios/through-the-socket.test.ts',
  'test/browser/track-guide.test.ts',
  'test/scenarios/servers-by-url.test.ts',
  'test/exports/exports.test.ts',
  'test/scenarios/acts-by-scores.test.ts',
  'src/platform/rotation/rotate-master.test.ts',
  'src/domains/analytics/cohorts/cohorts.test.ts',
  'src/domains/segments/semantics.test.ts',
  'src/domains/ingest/events/import-events.test.ts',
  'src/domains/analytics/rfm/rfm.test.ts',
  'src/system/system.test.ts',
  'src/domains/analytics/metrics/published-answers.test.ts',
  'test/scenarios/backup-histories.test.ts',
  'test/scenarios/backup-versions.test.ts',
  'src/domains/ingest/imports/files/open-rows.test.ts',
  'test/scenarios/retention.test.ts',
  'src/domains/segments/segments.test.ts',
  'src/domains/analytics/lift/lift.test.ts',
  'src/cli/value-fit.test.ts',
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
