// Customers: who shoppers are. Identities point at persons (permanent numbers), persons are joined by evidence into
// customers, and every join can be undone. Also what is known of them: traits, tags, notes, ties, and one timeline.
// Owns the PostgreSQL schema `customers` and the mirror kinds `persons` and `overrides`.

export { readingOf } from './asking.ts';
export { customerOf, ofCustomers } from './customer-sql.ts';
export { changeTrait } from './dictionary/change-trait.ts';
export {
  addTrait,
  type Dictionary,
  dictionaryPrint,
  makeDictionary,
  readDictionary,
} from './dictionary/dictionary.ts';
export { presentTrait } from './dictionary/present-trait.ts';
export { resumeTraitIndexes } from './dictionary/resume-trait-indexes.ts';
export { indexTraits, settleRotation } from './dictionary/trait-index.ts';
export { clearTraits } from './exports/clear-traits.ts';
export { customersExport } from './exports/export-customers.ts';
export type { PersonClaim } from './identity/claimed-identities.ts';
export { countToDecide } from './identity/count-to-decide.ts';
export { customersOf } from './identity/customers-of.ts';
export { findPersons } from './identity/find-persons.ts';
export { holdGeneration } from './identity/generations.ts';
export {
  type Merge,
  type Merged,
  type MergePreview,
  mergeCustomers,
  previewMerge,
} from './identity/merge-customers.ts';
export { isUsableIdentity } from './identity/normalize-identity.ts';
export { type NumbersAhead, openNumbersAhead, type Reservation } from './identity/numbers-ahead.ts';
export {
  presentMerged,
  presentPreview,
  presentReleasePreview,
  presentUnmerged,
} from './identity/present-merge.ts';
export {
  holdPersonsOf,
  personsKnown,
  personsOfPostgres,
  personsWithin,
  readPersonsOf,
} from './identity/read-identities.ts';
export { type Reach, readReach } from './identity/read-reach.ts';
export { type ResolveContext, type Resolved, resolvePersons } from './identity/resolve-persons.ts';
export { lastSeenAt } from './identity/sighting-store.ts';
export { liftTombstones } from './identity/tombstones.ts';
export { splitCustomer, type Unmerged, unmergeCustomers } from './identity/unmerge-customers.ts';
export { registerCustomerMirror } from './mirror-customers.ts';
export { customerData, identityData } from './personal-data.ts';
export { personalTexts } from './personal-texts.ts';
export { personsWithBirthday } from './profiles/find-birthdays.ts';
export { type Finding, type FoundCustomers, findCustomers } from './profiles/find-customers.ts';
export type { PersonPlace, PlaceFinder } from './profiles/find-places.ts';
export { fitTrait } from './profiles/fit-trait.ts';
export { keepMinors } from './profiles/keep-minors.ts';
export type { LeftOutTrait } from './profiles/left-out-traits.ts';
export type {
  PeopleFinder,
  PeopleShop,
  PeopleView,
  ScoresAsk,
  SelectedCustomers,
  ViewPage,
  ViewPageAsk,
} from './profiles/people-finder.ts';
export type { OrderFinder } from './profiles/search-customers.ts';
export { type Showing, showCustomer } from './profiles/show-customer.ts';
export {
  markMirrored,
  type ProfileContext,
  type ProfileRecord,
  type StoredProfiles,
  storeProfiles,
} from './profiles/store-profiles.ts';
export { traitOfPersons } from './profiles/trait-of-persons.ts';
export { listQuarantined } from './quarantine/list-quarantined.ts';
export { type QuarantineState, quarantineStates } from './quarantine/quarantine-store.ts';
export {
  keepQuarantined,
  previewRelease,
  type ReleasePreview,
  releaseQuarantined,
} from './quarantine/release-quarantined.ts';
export { customerRetention } from './retain-people.ts';
export { type CustomerHandlers, customerRoutes } from './routes.ts';
export { customerSealedColumns } from './sealed-columns.ts';
export { resumeTagRuns } from './tags/resume-runs.ts';
export { tagRunJobs } from './tags/tag-run-jobs.ts';
export { newestRows } from './timeline/newest-rows.ts';
export type {
  TimelineAsk,
  TimelineEntry,
  TimelinePlace,
  TimelineSource,
} from './timeline/timeline-source.ts';
export { personsByImport, type StillUsed, type UndoneImport, undoImport } from './undo-import.ts';
export { unmask } from './unmask.ts';
