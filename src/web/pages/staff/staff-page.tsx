import { useState } from 'react';
import { permissionTexts, policy, type Role, roles } from '../../../contract/auth.ts';
import { api } from '../../client/api.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useMe, useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Instant } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Section } from '../../kit/page/section.tsx';
import { roleNames } from '../../kit/role-names.ts';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useText } from '../../kit/words/language.ts';
import { Invite } from './invite.tsx';
import { RoleChoice } from './role-choice.tsx';
import styles from './staff.module.css';
import { useStaffWords } from './words.ts';

const path = '/api/shops/{shop}/staff' as const;
type Staff = Answer<typeof path>;
type Member = Staff['members'][number];

export const reloadStaff = () => queryClient.invalidateQueries({ queryKey: [path] });

/** Who works here, who is invited, and what each role may do. */
export default function StaffPage() {
  const t = useStaffWords();
  const shop = useShop();
  const staff = useAsk(path, { path: { shop: shop.slug } });
  return (
    <>
      <PageHeader title={t('title')} help={t('help')} actions={shop.may('staff:manage') && <Invite />} />
      <QueryState query={staff}>
        {(it) => (
          <div className={styles.page}>
            <Section title={t('members')}>
              <Members members={it.members} />
            </Section>
            {it.invitations.length > 0 && <Invitations invitations={it.invitations} />}
            <Roles />
          </div>
        )}
      </QueryState>
    </>
  );
}

function Members({ members }: { readonly members: readonly Member[] }) {
  const t = useStaffWords();
  const say = useText();
  const mayManage = useShop().may('staff:manage');
  const columns: Column<Member>[] = [
    { key: 'name', title: t('name'), render: (it) => it.name },
    { key: 'email', title: t('email'), render: (it) => it.email },
    {
      key: 'role',
      title: t('role'),
      render: (it) => (mayManage ? <ChangeRole it={it} /> : say(roleNames[it.role])),
    },
    { key: 'since', title: t('since'), render: (it) => <Instant at={it.since} /> },
    ...(mayManage ? [{ key: 'act', title: t('act'), render: (it: Member) => <Remove it={it} /> }] : []),
  ];
  return (
    <PlainList<Member>
      label={t('members')}
      columns={columns}
      rowKey={(it) => it.user_id}
      rows={members}
      empty={{ title: t('nobody') }}
    />
  );
}

function ChangeRole({ it }: { readonly it: Member }) {
  const t = useStaffWords();
  const say = useText();
  const shop = useShop();
  const [role, setRole] = useState<Role>(it.role);
  const change = async () => {
    const params = { path: { shop: shop.slug, user: it.user_id } };
    await api.PATCH('/api/shops/{shop}/staff/{user}', { params, body: { role } });
    await reloadStaff();
  };
  return (
    <ConfirmAction
      label={say(roleNames[it.role])}
      title={t('change-role', { name: it.name })}
      ready={role !== it.role}
      button={{ size: 'small' }}
      act={change}
    >
      <RoleChoice role={role} onChoose={setRole} />
    </ConfirmAction>
  );
}

function Remove({ it }: { readonly it: Member }) {
  const t = useStaffWords();
  const shop = useShop();
  const isMe = useMe().data?.user_id === it.user_id;
  const remove = async () => {
    await api.DELETE('/api/shops/{shop}/staff/{user}', {
      params: { path: { shop: shop.slug, user: it.user_id } },
    });
    await reloadStaff();
  };
  if (isMe) return <span className="muted">{t('you')}</span>;
  return (
    <ConfirmAction
      danger
      label={t('remove')}
      title={t('remove-title', { name: it.name })}
      button={{ size: 'small' }}
      act={remove}
    >
      <p>{t('remove-hint')}</p>
    </ConfirmAction>
  );
}

function Invitations({ invitations }: Pick<Staff, 'invitations'>) {
  const t = useStaffWords();
  const say = useText();
  const shop = useShop();
  const withdraw = async (invitation: string) => {
    const params = { path: { shop: shop.slug, invitation } };
    await api.DELETE('/api/shops/{shop}/invitations/{invitation}', { params });
    await reloadStaff();
  };
  const columns: Column<Staff['invitations'][number]>[] = [
    { key: 'email', title: t('email'), render: (it) => it.email },
    { key: 'role', title: t('role'), render: (it) => say(roleNames[it.role]) },
    { key: 'expires', title: t('expires'), render: (it) => <Instant at={it.expires_at} /> },
    {
      key: 'act',
      title: t('act'),
      render: (it) =>
        shop.may('staff:manage') && (
          <ConfirmAction
            label={t('withdraw')}
            title={t('withdraw')}
            button={{ size: 'small' }}
            act={() => withdraw(it.invitation_id)}
          />
        ),
    },
  ];
  return (
    <Section title={t('invited')}>
      <PlainList
        label={t('invited')}
        columns={columns}
        rowKey={(it) => it.invitation_id}
        rows={invitations}
        empty={{ title: t('nobody') }}
      />
    </Section>
  );
}

/** The whole policy: every permission, and which roles hold it. */
function Roles() {
  const t = useStaffWords();
  const say = useText();
  return (
    <Section title={t('roles')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label={t('roles')}>
        <table className={styles.roles}>
          <thead>
            <tr>
              <th scope="col">{t('may')}</th>
              {roles.map((role) => (
                <th scope="col" key={role}>
                  {say(roleNames[role])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.entries(permissionTexts).map(([permission, text]) => (
              <tr key={permission}>
                <th scope="row">{say(text)}</th>
                {roles.map((role) => (
                  <td key={role}>
                    {policy[role].includes(permission as keyof typeof permissionTexts) ? (
                      <span title={t('yes')}>
                        ✓<span className="unseen">{t('yes')}</span>
                      </span>
                    ) : (
                      <span className="unseen">{t('no')}</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}
