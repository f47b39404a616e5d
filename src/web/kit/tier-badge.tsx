import CrownOutlined from '@ant-design/icons/CrownOutlined';
import HeartOutlined from '@ant-design/icons/HeartOutlined';
import SketchOutlined from '@ant-design/icons/SketchOutlined';
import StarOutlined from '@ant-design/icons/StarOutlined';
import TrophyOutlined from '@ant-design/icons/TrophyOutlined';
import UserOutlined from '@ant-design/icons/UserOutlined';
import type { ComponentType } from 'react';
import styles from './tier-badge.module.css';
import { useText } from './words/language.ts';

export interface TierLook {
  readonly name: { readonly zh: string; readonly en: string };
  readonly color: string;
  readonly icon: string;
}

/** What the codes of icons look like. */
export const tierIcons: Readonly<Record<string, ComponentType>> = {
  ...{ user: UserOutlined, star: StarOutlined, medal: TrophyOutlined },
  ...{ crown: CrownOutlined, gem: SketchOutlined, heart: HeartOutlined },
};

/** A tier as it is shown everywhere: its name beside a mark in its colour. The name itself is in the colour of text, which can be read on any. */
export function TierBadge({ tier }: { readonly tier: TierLook }) {
  const say = useText();
  const Icon = tierIcons[tier.icon] ?? UserOutlined;
  return (
    <span className={styles.badge}>
      <span className={styles.mark} style={{ background: tier.color }} aria-hidden="true">
        <Icon />
      </span>
      {say(tier.name)}
    </span>
  );
}
