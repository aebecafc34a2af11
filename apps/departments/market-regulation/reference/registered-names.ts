/**
 * What the simulated name library holds besides the cases of this house. ALL FICTIONAL: no such company exists. Every
 * trade name begins with 虚, and none is a sample's.
 */
export interface LibraryName {
  readonly companyName: string;
  readonly tradeName: string;
  /** Empty: the name says no industry, and meets those of every industry. */
  readonly industry: string;
  /** First two digits of GB/T 4754; `null` where the name says no industry. */
  readonly gbt4754Division: string | null;
  readonly status: 'registered' | 'reserved' | 'deregistered' | 'renamed' | 'revoked';
  /** Day of registration, deregistration, change or revocation. */
  readonly since: string | null;
}

const software = (tradeName: string, status: LibraryName['status'], since: string | null): LibraryName => ({
  companyName: `三明市沙县区${tradeName}软件开发有限公司`,
  tradeName,
  industry: '软件开发',
  gbt4754Division: '65',
  status,
  since,
});

const shaxian: readonly LibraryName[] = [
  {
    companyName: '三明市沙县区虚存有限公司',
    tradeName: '虚存',
    industry: '',
    gbt4754Division: null,
    status: 'registered',
    since: '2019-05-06',
  },
  software('虚备', 'reserved', null),
  software('虚销', 'deregistered', '2026-06-30'),
  software('虚旧', 'deregistered', '2024-03-01'),
  software('虚改', 'renamed', '2026-08-03'),
  software('虚吊', 'revoked', '2026-09-15'),
];

export const registeredNames: {
  readonly version: string;
  readonly fictional: true;
  readonly byAuthority: Readonly<Record<string, readonly LibraryName[]>>;
} = {
  version: 'registered-names-fictional-2026.1',
  fictional: true,
  byAuthority: { '350405': shaxian },
};
