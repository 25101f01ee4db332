import type { ReactNode, SVGProps } from 'react';

/** Decoration beside a word that says the same. */
function Icon({ size, ...svg }: { size: number } & SVGProps<SVGSVGElement>): ReactNode {
  return <svg aria-hidden="true" focusable="false" width={size} height={size} viewBox="0 0 24 24" {...svg} />;
}

export const BackIcon = () => (
  <Icon size={16}>
    <path d="M15 5l-7 7 7 7" />
  </Icon>
);
export const NextIcon = () => (
  <Icon size={18}>
    <path d="M9 5l7 7-7 7" />
  </Icon>
);
export const ErrorIcon = () => (
  <Icon size={20}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7.5v5.5M12 16.5v.01" />
  </Icon>
);
export const PhoneIcon = () => (
  <Icon size={24}>
    <path d="M6 3h3l2 5-2.5 1.7a12 12 0 0 0 5.8 5.8L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z" />
  </Icon>
);
export const CopyIcon = () => (
  <Icon size={20}>
    <rect x="8" y="8" width="12" height="12" rx="2" />
    <path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2" />
  </Icon>
);
export const PrintIcon = () => (
  <Icon size={20}>
    <path d="M7 9V4h10v5M7 17H5a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-2" />
    <rect x="7" y="14" width="10" height="6" />
  </Icon>
);

/** What stands on a notice's stone. */
export const noticeIcons = {
  about: (
    <Icon size={20}>
      <path d="M12 10v9M12 5v.01" />
    </Icon>
  ),
  alert: (
    <Icon size={20}>
      <path d="M12 5v9M12 19v.01" />
    </Icon>
  ),
  clock: (
    <Icon size={20}>
      <circle cx="12" cy="12" r="8" />
      <path d="M12 7.5V12l3 2" />
    </Icon>
  ),
  done: (
    <Icon size={20}>
      <path d="M5 13l4.5 4.5L19 7" />
    </Icon>
  ),
  idea: (
    <Icon size={20}>
      <path d="M9 18h6M10 21h4M8.5 15a6 6 0 1 1 7 0z" />
    </Icon>
  ),
  mail: (
    <Icon size={20}>
      <rect x="3" y="5" width="18" height="14" rx="2" />
      <path d="M3.5 7.5L12 13l8.5-5.5" />
    </Icon>
  ),
  pause: (
    <Icon size={20}>
      <path d="M9 7v10M15 7v10" />
    </Icon>
  ),
  phone: (
    <Icon size={20}>
      <path d="M6 3h3l2 5-2.5 1.7a12 12 0 0 0 5.8 5.8L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z" />
    </Icon>
  ),
} as const;
