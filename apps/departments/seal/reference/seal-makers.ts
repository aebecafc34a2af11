/**
 * Makers of seals that have filed with the public security of their county (印铸刻字业暂行管理规则 a.3: within five days
 * of their licence). All fictional. The applicant chooses freely among them (优化营商环境条例 a.43).
 */
export interface SealMaker {
  readonly id: string;
  readonly name: string;
  /** County of the filing (GB/T 2260). */
  readonly county: string;
  readonly filedOn: string;
  /** Last day of business; `null` while it works. */
  readonly closedOn: string | null;
  /** Takes its turn in the package the district pays for. */
  readonly takesFreePackage: boolean;
  /** It is not connected: its orders wait until somebody of it says what was made. Absent: a machine does. */
  readonly byHand?: true;
  /** Ids under which its people are signed in. */
  readonly accounts?: readonly string[];
}

export const sealMakers: {
  readonly version: string;
  readonly validFrom: string;
  readonly makers: readonly SealMaker[];
} = {
  version: 'seal-makers-350405-2026.1',
  validFrom: '2026-01-01',
  makers: [
    {
      id: 'FICT-MAKER-1',
      name: '三明市沙县区虚章印章制作社（虚构）',
      county: '350405',
      filedOn: '2019-03-11',
      closedOn: null,
      takesFreePackage: true,
    },
    {
      id: 'FICT-MAKER-2',
      name: '三明市沙县区虚刻印章有限公司（虚构）',
      county: '350405',
      filedOn: '2021-06-02',
      closedOn: null,
      takesFreePackage: true,
    },
    {
      id: 'FICT-MAKER-3',
      name: '三明市三元区虚印刻制中心（虚构）',
      county: '350404',
      filedOn: '2022-09-19',
      closedOn: null,
      takesFreePackage: false,
    },
    {
      id: 'FICT-MAKER-4',
      name: '三明市沙县区虚手工刻坊（虚构）',
      county: '350405',
      filedOn: '2024-05-20',
      closedOn: null,
      takesFreePackage: false,
      byHand: true,
      // the demo account of that function
      accounts: ['ONTELV4zFiaN64_FtFdFUR'],
    },
    {
      id: 'FICT-MAKER-9',
      name: '沙县虚旧刻字店（虚构，已停业）',
      county: '350405',
      filedOn: '2009-05-04',
      closedOn: '2024-12-31',
      takesFreePackage: false,
    },
  ],
};

/** Makers at work on a day. */
export const makersAtWork = (on: string): readonly SealMaker[] =>
  sealMakers.makers.filter(({ filedOn, closedOn }) => filedOn <= on && (closedOn === null || on <= closedOn));

/** Who may see and fill an order that was given to this maker. */
export const accountsOf = (maker: string | null): readonly string[] =>
  sealMakers.makers.find(({ id }) => id === maker)?.accounts ?? [];

/** Makers somebody acts for. */
export const makersOf = (account: string): readonly string[] =>
  sealMakers.makers.filter(({ accounts }) => accounts?.includes(account) === true).map(({ id }) => id);
