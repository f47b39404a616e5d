// Reports: what staff work from. Owns the worklist (今日要事: what is worth doing now, a registry of small sources) and the
// desk (settings of screens and saved views of one member of staff), both in the PostgreSQL schema `reports`.

export { reportRoutes } from './routes.ts';
export { WINDOW as expectedMoneyDays } from './worklist/expected-rules.ts';
export { makeWorklist } from './worklist/make-worklist.ts';
