// Compliance: the ground every act on a person stands on. Owns the audit log (who looked at or changed what concerns a
// person), append-only for the application, and how personal fields are shown to those who may not see them in clear.

export { maskPersonal } from './masking/mask-personal.ts';
export { personalKindOf } from './personal-values/detect-personal.ts';
export { type PropertySort, propertySorts } from './personal-values/property-sorts.ts';
export { type Scalar, type Stripped, stripPersonal } from './personal-values/strip-personal.ts';
export { type Act, recordAct } from './record-act.ts';
export { countRows, dropInPieces } from './retention/drop-in-pieces.ts';
export { keepRetention, retainAll } from './retention/keep-retention.ts';
export { previewRetention } from './retention/preview-retention.ts';
export type { Retaining, RetentionHandler, WouldGo } from './retention/retention-handler.ts';
export { firstKept } from './retention/retention-store.ts';
export { retentionRoutes } from './retention/routes.ts';
export { runRetention } from './retention/run-retention.ts';
export { setTerm } from './retention/set-term.ts';
export { complianceRoutes } from './routes.ts';
