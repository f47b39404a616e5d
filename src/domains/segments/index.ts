/**
 * Segments: groups of customers by a tree of conditions, kept up to date by what happens. Owns the PostgreSQL schema
 * `segments` (rules, their versions, which refresh counts) and in ClickHouse `segment_members` and `segment_moves`. One tree
 * has two uses: compiled to one statement for everybody, and evaluated in memory for one customer at one moment.
 */

export { findMembers } from './ask-members.ts';
export { dropSegment, makeSegment } from './change-segments.ts';
export { firstSight, readTouched, readWhole, type Sight } from './find-touched.ts';
export { keepSegments } from './keep-segments.ts';
export { measuringActions } from './measure-actions.ts';
export { withinSegments } from './narrow-people.ts';
export { segmentData } from './personal-data.ts';
export { tellPlanName } from './plan-names.ts';
export { previewTree } from './preview-tree.ts';
export { readTree } from './read-tree.ts';
export { refreshOrThrow } from './refresh-segments.ts';
export { segmentRoutes } from './routes.ts';
export { sayTree } from './say-tree.ts';
export { showHistory, showOverlap, showSegment, showSegments } from './show-segments.ts';
export { takeList } from './take-list.ts';
export { templates, templateTree } from './templates.ts';
export { explainMember } from './why-member.ts';
export { readWording } from './wording.ts';
