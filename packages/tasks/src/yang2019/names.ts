/** The 20 tasks in the order of the rule channels of Yang et al. 2019. */
export const yangNames = [
  'fdgo',
  'reactgo',
  'delaygo',
  'fdanti',
  'reactanti',
  'delayanti',
  'dm1',
  'dm2',
  'contextdm1',
  'contextdm2',
  'multidm',
  'delaydm1',
  'delaydm2',
  'contextdelaydm1',
  'contextdelaydm2',
  'multidelaydm',
  'dmsgo',
  'dmsnogo',
  'dmcgo',
  'dmcnogo',
] as const;

export type YangName = (typeof yangNames)[number];
