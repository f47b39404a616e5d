import { complianceHandlers } from './compliance-handlers.ts';
import { customerHandlers } from './customer-handlers.ts';
import { peopleJobs, scoreJobs } from './domains/analytics/index.ts';
import { complianceJobs } from './domains/compliance/index.ts';
import { tagRunJobs } from './domains/customers/index.ts';
import { importJobs } from './domains/ingest/index.ts';
import type { JobSource } from './platform/jobs/index.ts';
import type { Platform } from './platform/platform.ts';
import { backupJobs } from './system/index.ts';

/** Which domain's rows are background work. */
export const jobSources = (platform: Platform): readonly JobSource[] => [
  importJobs,
  tagRunJobs(customerHandlers.people),
  peopleJobs,
  scoreJobs,
  ...complianceJobs(complianceHandlers),
  backupJobs(platform),
];
