/** A registration authority, and who registers what it may not. */
export interface Authority {
  readonly name: string;
  /** Divisions (GB/T 2260, six digits) whose seats it registers; a retired code of the same land is among them. */
  readonly divisions: readonly string[];
  readonly city: string;
  readonly province: string;
  /**
   * Whether the State Administration has authorised it to register foreign-invested companies (外商投资法实施条例 a.37).
   * `null`: no source says; an officer finds out before anything is accepted.
   */
  readonly fieAuthorised: boolean | null;
}

/** Who registers what at which authority, and who is competent for a seat elsewhere in 三明. */
export const authorities: {
  readonly version: string;
  readonly validFrom: string;
  readonly byCode: Readonly<Record<string, Authority>>;
  /** Competent authority for a seat in another division. */
  readonly elsewhere: Readonly<Record<string, string>>;
} = {
  version: 'authorities-350400-2026.1',
  validFrom: '2021-04-27',
  byCode: {
    '350405': {
      name: '三明市沙县区市场监督管理局',
      divisions: ['350405', '350427'],
      city: '三明市市场监督管理局',
      province: '福建省市场监督管理局',
      fieAuthorised: null,
    },
  },
  elsewhere: {
    '350402': '三明市三元区市场监督管理局',
    '350403': '三明市三元区市场监督管理局',
    '350404': '三明市三元区市场监督管理局',
    '350421': '明溪县市场监督管理局',
    '350423': '清流县市场监督管理局',
    '350424': '宁化县市场监督管理局',
    '350425': '大田县市场监督管理局',
    '350426': '尤溪县市场监督管理局',
    '350428': '将乐县市场监督管理局',
    '350429': '泰宁县市场监督管理局',
    '350430': '建宁县市场监督管理局',
    '350481': '永安市市场监督管理局',
  },
};

/** Named where the tables know no authority for the seat. */
export const authorityOfTheSeat = '住所所在地市场监督管理部门';

/** @throws TypeError for an authority that is not ours: nobody can have been sent here for it. */
export function authorityOf(code: string): Authority {
  const found = authorities.byCode[code];
  if (found === undefined) throw new TypeError(`no registration authority ${code}`);
  return found;
}
