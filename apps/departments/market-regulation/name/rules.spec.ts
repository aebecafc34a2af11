import { describe, expect, it } from '@jest/globals';
import { examine, type Finding } from '@yichuang/kernel';
import { standardCharacters, standardLevels } from '../reference/standard-characters.js';
import type { Compared, NameFacts } from './facts.js';
import { emptyLibrary, factsWith, rival } from './fixture.js';
import { fitToCompare, lawInForce, lawOf } from './law.js';

const law = lawOf(lawInForce);
const ids = [...law.form, ...law.comparison].map(({ id }) => id);

const alone = (facts: NameFacts): Compared => ({
  ...facts,
  fit: fitToCompare(lawInForce, facts),
  on: '2026-11-23',
  library: emptyLibrary,
  holders: [],
  reservedUntil: null,
});

function judged(rule: string, facts: NameFacts, change: Partial<Compared> = {}): Finding {
  const compared = { ...alone(facts), ...change };
  const all = [...examine(law.form, facts), ...examine(law.comparison, compared)];
  const found = all.find((finding) => finding.rule === rule);
  if (found === undefined) throw new TypeError(`there is no rule ${rule}`);
  return found;
}
const trade = (rule: string, written: string) => judged(rule, factsWith({ trade: written }));
const among = (rule: string, facts: NameFacts, ...names: Compared['holders']) =>
  judged(rule, facts, { library: { ...emptyLibrary, names } });

describe('the law of names', () => {
  it('passes sample A from top to bottom', () => {
    const facts = factsWith();
    const findings = [...examine(law.form, facts), ...examine(law.comparison, alone(facts))];
    expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  it('names each rule once, with its article in both languages', () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const rule of [...law.form, ...law.comparison]) {
      expect(rule.article).toMatch(/ a\.\d/);
      expect(rule.text['zh-CN'].length * rule.text.en.length).toBeGreaterThan(0);
    }
  });

  it('knows no law that was never in force', () => {
    expect(() => lawOf('name-1949.1')).toThrow(TypeError);
  });
});

describe('R-NAME-01: the length of a trade name', () => {
  it.each(['虚杉', '虚杉虚杉虚杉虚杉'])('%s passes: two characters to eight', (written) => {
    expect(trade('R-NAME-01', written).verdict).toBe('pass');
  });

  it.each(['杉', '虚杉虚杉虚杉虚杉虚'])('%s is a fault of structure', (written) => {
    expect(trade('R-NAME-01', written)).toMatchObject({
      verdict: 'fail',
      code: 'NAME_STRUCTURE',
      phase: 'form',
      disposal: 'block',
      paths: ['/name/trade'],
    });
  });

  it('counts characters, not the halves some are stored in', () => {
    expect(trade('R-NAME-01', '𬭚').evidence).toMatchObject({ characters: 1 });
  });
});

describe('R-NAME-01a: standard characters', () => {
  it('has the national table: 3,500, 3,000 and 1,605 characters, each once', () => {
    expect(standardLevels.map((level) => level.length)).toEqual([3500, 3000, 1605]);
    expect(standardCharacters.count).toBe(8105);
  });

  it.each(['虚杉', '𬭚屿'])('%s passes', (written) => {
    expect(trade('R-NAME-01a', written).verdict).toBe('pass');
  });

  it.each(['虚A', '虚1', '虚１', '東杉', '虚·杉', '虚（杉', '虚 杉', 'ＲＷＡ', 'カメ'])('%s fails', (written) => {
    expect(trade('R-NAME-01a', written)).toMatchObject({ code: 'NAME_STRUCTURE', paths: ['/name/trade'] });
  });

  it('names every part that is written wrongly', () => {
    const facts = factsWith({ industry: 'IT开发', form: '有限公司Ltd' });
    expect(judged('R-NAME-01a', facts).paths).toEqual(['/name/industry', '/name/form']);
  });

  it('lets the division, and nothing else, stand in brackets', () => {
    const facts = factsWith({ division: '（三明市沙县区）' });
    expect(facts.companyName).toBe('虚杉（三明市沙县区）软件开发有限公司');
    expect(judged('R-NAME-01a', facts).verdict).toBe('pass');
    expect(judged('R-NAME-01d', facts).verdict).toBe('pass');
    expect(judged('R-NAME-01a', factsWith({ industry: '软件（开发）' })).paths).toEqual(['/name/industry']);
  });
});

describe('R-NAME-01b: a trade name is no other part of the name', () => {
  it('passes where it is a word of its own', () => {
    expect(trade('R-NAME-01b', '虚杉').verdict).toBe('pass');
    expect(trade('R-NAME-01b', '三明杉').verdict).toBe('pass');
  });

  it.each(['三明', '三明市', '福建', '沙县', '永安', '北京'])('%s is a division', (written) => {
    expect(trade('R-NAME-01b', written)).toMatchObject({ code: 'NAME_STRUCTURE', evidence: { is: 'division' } });
  });

  it.each(['软件', '餐饮', '贸易'])('%s is an industry', (written) => {
    expect(trade('R-NAME-01b', written)).toMatchObject({ paths: ['/name/trade'], evidence: { is: 'industry' } });
  });
});

describe('R-NAME-01c: the form of organisation', () => {
  it.each(['有限公司', '有限责任公司'])('%s says what the company is', (form) => {
    expect(judged('R-NAME-01c', factsWith({ form })).verdict).toBe('pass');
  });

  it.each(['股份有限公司', '公司', '合伙企业'])('%s does not', (form) => {
    expect(judged('R-NAME-01c', factsWith({ form }))).toMatchObject({ verdict: 'fail', paths: ['/name/form'] });
  });
});

describe('R-NAME-01d: the division', () => {
  const division = (written: string, authority = '350405') =>
    judged('R-NAME-01d', { ...factsWith({ division: written }), authority });

  it.each(['三明市沙县区', '三明沙县区', '三明市', '福建省三明市沙县区', '福建省', '福建'])(
    '%s is that of the seat',
    (written) => {
      expect(division(written).verdict).toBe('pass');
    },
  );

  it.each(['厦门市', '三明市三元区', '三明市凤岗街道', '三明市沙县', '350405'])('%s is not', (written) => {
    expect(division(written)).toMatchObject({ verdict: 'fail', code: 'NAME_STRUCTURE', paths: ['/name/division'] });
  });

  it('may be a county alone where the seat is in a county', () => {
    expect(division('明溪县', '350421').verdict).toBe('pass');
  });

  it('cannot be told at an authority the table does not have, and an officer looks', () => {
    expect(division('厦门市', '350200')).toMatchObject({ verdict: 'unknown', phase: 'form' });
  });
});

describe('R-NAME-01e: a district with its city', () => {
  it.each(['三明市沙县区', '福建省三明市沙县区', '三明市'])('%s passes', (division) => {
    expect(judged('R-NAME-01e', factsWith({ division })).verdict).toBe('pass');
  });

  it.each(['沙县区', '福建省沙县区', '沙县', '（沙县区）'])(
    '%s lacks 三明市, and that is its only fault',
    (division) => {
      const facts = factsWith({ division });
      expect(judged('R-NAME-01e', facts)).toMatchObject({
        verdict: 'fail',
        code: 'NAME_DISTRICT_WITHOUT_CITY',
        phase: 'form',
        paths: ['/name/division'],
      });
      expect(judged('R-NAME-01d', facts).verdict).toBe('pass');
    },
  );
});

describe('R-NAME-01f and R-NAME-01g: parts that may be left out', () => {
  it('need no officer where they are there', () => {
    expect(judged('R-NAME-01f', factsWith()).verdict).toBe('pass');
    expect(judged('R-NAME-01g', factsWith()).verdict).toBe('pass');
  });

  it('send a name without a division to an officer: nothing says that it operates across provinces', () => {
    const finding = judged('R-NAME-01f', factsWith({ division: '' }));
    expect(finding).toMatchObject({ verdict: 'unknown', disposal: 'review', paths: ['/name/division'] });
  });

  it('send a name without an industry to an officer', () => {
    const finding = judged('R-NAME-01g', factsWith({ industry: '' }));
    expect(finding).toMatchObject({ verdict: 'unknown', disposal: 'review', paths: ['/name/industry'] });
  });
});

describe('R-NAME-02: forbidden words', () => {
  it('passes where there is none', () => {
    expect(trade('R-NAME-02', '虚杉').verdict).toBe('pass');
  });

  it.each(['支那', '黑太阳', '大地主', '九一一', '东突', '占中', '大东亚', '大和', '福尔摩萨', '虚黑太阳杉', '解放军'])(
    '%s is blocked',
    (written) => {
      const finding = trade('R-NAME-02', written);
      expect(finding).toMatchObject({ verdict: 'fail', code: 'NAME_FORBIDDEN', phase: 'form', disposal: 'block' });
      expect(finding.evidence['basis']).toMatch(/a\.11\(\d\)/);
    },
  );

  it('is blocked in the industry too, and the place is named', () => {
    expect(judged('R-NAME-02', factsWith({ industry: '赌博软件' })).paths).toEqual(['/name/industry']);
  });

  it('lets the industry speak of a foreign country, not the trade name', () => {
    expect(judged('R-NAME-02', factsWith({ industry: '英国留学咨询' })).verdict).toBe('pass');
    expect(trade('R-NAME-02', '英国杉').verdict).toBe('fail');
  });

  it('is the only thing said of a trade name nobody could have: it is compared with none', () => {
    const facts = factsWith({ trade: '黑太阳虚存' });
    expect(among('R-NAME-04', facts, rival)).toMatchObject({ verdict: 'pass' });
    expect(among('R-NAME-03', facts, { ...rival, tradeName: '黑太阳虚存' })).toMatchObject({ verdict: 'pass' });
  });
});

describe('R-NAME-02a: restricted words', () => {
  it('pass where there is none', () => {
    expect(trade('R-NAME-02a', '虚杉').verdict).toBe('pass');
    expect(judged('R-NAME-02a', factsWith({ industry: '中国画销售' })).verdict).toBe('pass');
  });

  it.each(['中国虚杉', '中华杉', '国家级杉', '虚杉银行'])('%s goes to an officer', (written) => {
    expect(trade('R-NAME-02a', written)).toMatchObject({
      verdict: 'fail',
      code: 'NAME_NEEDS_APPROVAL',
      disposal: 'review',
    });
  });

  it('in the place of the division is an officer’s affair, no fault of the division', () => {
    const facts = factsWith({ division: '中国' });
    expect(judged('R-NAME-02a', facts).paths).toEqual(['/name/division']);
    expect(judged('R-NAME-01d', facts).verdict).toBe('pass');
  });
});

describe('R-NAME-02b: unwise words', () => {
  it('leave no mark where there is none', () => {
    expect(trade('R-NAME-02b', '虚杉').verdict).toBe('pass');
  });

  it('leave a mark and hinder nothing', () => {
    expect(trade('R-NAME-02b', '虚杉国际')).toMatchObject({ verdict: 'fail', disposal: 'tag' });
  });
});

describe('R-NAME-03: conflict', () => {
  const ours = factsWith({ trade: '虚存' });

  it('passes a name nobody has', () => {
    expect(among('R-NAME-03', ours)).toMatchObject({ verdict: 'pass', evidence: { industry: '65', compared: 0 } });
  });

  it('fails where the trade name is registered in the same industry, and names the company', () => {
    expect(among('R-NAME-03', ours, rival)).toMatchObject({
      verdict: 'fail',
      code: 'NAME_CONFLICT',
      phase: 'substance',
      disposal: 'block',
      paths: ['/name/trade'],
      evidence: { rival: rival.companyName, basis: '企业名称登记管理规定 a.17(1)', rivals: 1 },
    });
  });

  it.each(['reserved', 'pending', 'registered'] as const)('fails where another case here holds it as %s', (status) => {
    expect(judged('R-NAME-03', ours, { holders: [{ ...rival, status }] }).verdict).toBe('fail');
  });

  it('passes in another industry, but meets a name that says no industry', () => {
    const catering = { ...rival, gbt4754Division: '62', industry: '餐饮' };
    expect(among('R-NAME-03', ours, catering).verdict).toBe('pass');
    expect(among('R-NAME-03', ours, { ...catering, industry: '' }).verdict).toBe('fail');
    expect(among('R-NAME-03', factsWith({ trade: '虚存', industry: '' }), catering).verdict).toBe('fail');
  });

  it.each([
    ['deregistered', '2025-11-24', 'fail', 'a.17(2)'],
    ['deregistered', '2025-11-23', 'pass', null],
    ['renamed', '2025-11-24', 'fail', 'a.17(2)'],
    ['renamed', '2025-11-23', 'pass', null],
    ['revoked', '2025-11-24', 'fail', 'a.17(3)'],
    ['revoked', '2025-11-23', 'pass', null],
    ['revoked', null, 'fail', 'a.17(3)'],
  ] as const)('keeps a name %s on %s from others on 2026-11-23: %s', (status, since, verdict, item) => {
    const finding = among('R-NAME-03', ours, { ...rival, status, since });
    expect(finding.verdict).toBe(verdict);
    expect(finding.evidence['basis'] ?? null).toBe(item === null ? null : `企业名称登记管理规定 ${item}`);
  });

  it('lets companies share a trade name where one invests in the other', () => {
    const related = { ...ours, relatedTo: [rival.companyName] };
    expect(among('R-NAME-03', related, rival).verdict).toBe('pass');
    expect(among('R-NAME-03', { ...ours, relatedTo: ['三明市另一公司'] }, rival).verdict).toBe('fail');
  });

  it('is unknown where the library is silent, never a pass', () => {
    expect(judged('R-NAME-03', ours, { library: null })).toMatchObject({ verdict: 'unknown', phase: 'substance' });
  });

  it('fails whatever the library says where a case here holds the name', () => {
    expect(judged('R-NAME-03', ours, { library: null, holders: [{ ...rival, status: 'reserved' }] }).verdict).toBe(
      'fail',
    );
  });

  it('rests on the earlier check where this very name is already reserved for the case', () => {
    expect(judged('R-NAME-03', ours, { library: null, reservedUntil: '2027-01-23' }).verdict).toBe('pass');
  });
});

describe('R-NAME-03a: a relation the applicant names', () => {
  const ours = factsWith({ trade: '虚存', relatedTo: [rival.companyName] });

  it('leaves a mark where it lets the name pass', () => {
    expect(among('R-NAME-03a', ours, rival)).toMatchObject({
      verdict: 'fail',
      disposal: 'tag',
      paths: ['/name/relatedTo'],
      evidence: { related: rival.companyName },
    });
  });

  it('leaves none where it changes nothing', () => {
    expect(among('R-NAME-03a', factsWith({ relatedTo: [rival.companyName] }), rival).verdict).toBe('pass');
    expect(among('R-NAME-03a', factsWith({ trade: '虚存' }), rival).verdict).toBe('pass');
  });
});

describe('R-NAME-04: similar names', () => {
  it('passes a name like no other', () => {
    expect(among('R-NAME-04', factsWith(), rival).verdict).toBe('pass');
  });

  it.each([
    ['the same sound', { trade: '虚村' }, rival, 'same-sound'],
    ['a part of ours', { trade: '大虚存' }, rival, 'contained'],
    ['ours a part of it', { trade: '虚存' }, { ...rival, tradeName: '虚存杉', sound: 'xu cun shan' }, 'contained'],
    [
      'another word for the industry',
      { trade: '虚存', industry: '信息技术' },
      { ...rival, gbt4754Division: '64' },
      'synonymous-industry',
    ],
  ] as const)('fails without a declaration for %s', (_, change, other, likeness) => {
    expect(among('R-NAME-04', factsWith(change), other)).toMatchObject({
      verdict: 'fail',
      code: 'NAME_SIMILAR',
      phase: 'substance',
      disposal: 'block',
      paths: ['/name/trade'],
      evidence: { rival: rival.companyName, likeness },
    });
  });

  it('passes with the declaration, and only a mark is left', () => {
    const facts = factsWith({ trade: '虚村', declaresSimilar: true });
    expect(among('R-NAME-04', facts, rival).verdict).toBe('pass');
    expect(among('R-NAME-04a', facts, rival)).toMatchObject({ verdict: 'fail', disposal: 'tag', code: 'NAME_SIMILAR' });
  });

  it('leaves no mark where nothing is similar, or nothing was declared', () => {
    expect(among('R-NAME-04a', factsWith({ declaresSimilar: true }), rival).verdict).toBe('pass');
    expect(among('R-NAME-04a', factsWith({ trade: '虚村' }), rival).verdict).toBe('pass');
  });

  it('does not heal a conflict by a declaration', () => {
    expect(among('R-NAME-03', factsWith({ trade: '虚存', declaresSimilar: true }), rival).verdict).toBe('fail');
  });

  it('looks only at names that live, and only in the same industry', () => {
    const facts = factsWith({ trade: '虚村' });
    expect(among('R-NAME-04', facts, { ...rival, status: 'deregistered', since: '2026-11-01' }).verdict).toBe('pass');
    expect(among('R-NAME-04', facts, { ...rival, gbt4754Division: '62', industry: '餐饮' }).verdict).toBe('pass');
  });

  it('is unknown where the library is silent, unless the applicant bears the liability anyway', () => {
    expect(judged('R-NAME-04', factsWith(), { library: null }).verdict).toBe('unknown');
    expect(judged('R-NAME-04', factsWith({ declaresSimilar: true }), { library: null }).verdict).toBe('pass');
  });
});
