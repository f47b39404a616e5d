import { createAccessControl } from 'better-auth/plugins/access';
import { type Permission, permissions, policy, type Role, roles } from '../../contract/auth.ts';

type Statements = Record<string, string[]>;

/** `customers:read`, `customers:merge` -> `{ customers: ['read', 'merge'] }`, the form better-auth wants. */
function statementsOf(list: readonly Permission[]): Statements {
  const statements: Statements = {};
  for (const permission of list) {
    const [noun = '', act = ''] = permission.split(':');
    statements[noun] = [...(statements[noun] ?? []), act];
  }
  return statements;
}

/** Our policy table as better-auth's access control, so that its organization plugin knows the same six roles. */
export const accessControl = createAccessControl(statementsOf(permissions));

type AccessRole = ReturnType<typeof accessControl.newRole>;

export const accessRoles = Object.fromEntries(
  roles.map((role) => [role, accessControl.newRole(statementsOf(policy[role]))]),
) as Record<Role, AccessRole>;
