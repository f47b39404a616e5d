// Compliance: the ground every act on a person stands on. Owns the audit log (who looked at or changed what concerns a
// person), append-only for the application, and how personal fields are shown to those who may not see them in clear.

export type { Act } from './audit/act.ts';
export { type NotedHead, type Verified, verifyLog } from './audit/verify-log.ts';
export { presentVerified } from './audit/verify-route.ts';
export { type MirroredSay, sayOf } from './consents/consent-codes.ts';
export type { Consent } from './consents/consent-store.ts';
export { type Giving, giveConsent } from './consents/give-consent.ts';
export {
  type Answer,
  type ContactQuestion,
  mayContact,
  mayProfile,
  type ProfileQuestion,
} from './consents/may-use.ts';
export { recordConsents } from './consents/record-consents.ts';
export { readFlags, readStandingConsents, showConsents } from './consents/show-consents.ts';
export { changeStanding, readErased, readMinors, type Subject } from './consents/standing-store.ts';
export { consentEntries } from './consents/timeline-entries.ts';
export { readQuietEnd } from './contacts/quiet-hours-store.ts';
export { type Contact, type Recorded, recordContact } from './contacts/record-contact.ts';
export {
  type ErasurePreview,
  erasePerson,
  previewErasure,
  resumeErasures,
} from './erasure/erase-person.ts';
export { lastErased } from './erasure/erasure-store.ts';
export { complianceData } from './erasure/own-data.ts';
export type { Erasing, Holding, PersonalData, Showing } from './erasure/personal-data.ts';
export { copyPersonalData } from './erasure/show-personal-data.ts';
export {
  deleteTombstones,
  hasTombstones,
  readTombstones,
  writeTombstones,
} from './erasure/tombstone-store.ts';
export type { ComplianceHandlers } from './handlers.ts';
export {
  type Holdout,
  holdoutParams,
  inHoldout,
  inHoldoutSql,
  placeOf,
  placeSql,
} from './holdout/holdout-rules.ts';
export { inHoldoutPostgres, readHoldout } from './holdout/holdout-store.ts';
export { complianceJobs } from './jobs.ts';
export { maskPersonal } from './masking/mask-personal.ts';
export { personalKindOf } from './personal-values/detect-personal.ts';
export { type PropertySort, propertySorts } from './personal-values/property-sorts.ts';
export { type Scalar, type Stripped, stripPersonal } from './personal-values/strip-personal.ts';
export { recordAct } from './record-act.ts';
export { recordOwnRequest } from './requests/decide-request.ts';
export { readPersonRequests } from './requests/request-store.ts';
export { presentErasure } from './requests/routes.ts';
export { countRows, dropInPieces } from './retention/drop-in-pieces.ts';
export { keepRetention, retainAll } from './retention/keep-retention.ts';
export { previewRetention } from './retention/preview-retention.ts';
export type { Retaining, RetentionHandler, WouldGo } from './retention/retention-handler.ts';
export { firstKept } from './retention/retention-store.ts';
export { retentionRoutes } from './retention/routes.ts';
export { runRetention } from './retention/run-retention.ts';
export { setTerm } from './retention/set-term.ts';
export { complianceRoutes } from './routes.ts';
