// Jobs: one list of what runs in the background of a shop. The domains keep the rows and say how to read them.
export type { Job, JobSource } from './job-source.ts';
export { jobRoutes } from './routes.ts';
