// System: the installation as its operator sees it. Wiring, not a domain: it asks the platform, and knows no shop's data.
export { backupJobs } from './backup-jobs.ts';
export { describeEngines } from './describe-engines.ts';
export { type Finding, fine, trouble, valueIn } from './finding.ts';
export { keepBackups } from './keep-backups.ts';
export { machineFindings } from './machine-findings.ts';
export { systemRoutes } from './routes.ts';
