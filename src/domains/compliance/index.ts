/**
 * Compliance: what the law wants to be able to ask. Owns the audit log (who looked at or changed what concerns a
 * person), append-only for the application.
 */
export { type Act, recordAct } from './record-act.ts';
