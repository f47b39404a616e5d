import { complianceHandlers } from './compliance-handlers.ts';
import { complianceJobs } from './domains/compliance/index.ts';
import { importJobs } from './domains/ingest/index.ts';
import type { JobSource } from './platform/jobs/index.ts';

/** Which domain's rows are background work. */
export const jobSources: readonly JobSource[] = [importJobs, ...complianceJobs(complianceHandlers)];
