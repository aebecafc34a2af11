import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { companyOpeningForm, formJsonSchema, type CompanyOpeningForm } from './form.js';
import { faultsOf, parseForm, type FormFault } from './form-faults.js';
import { generateApplications } from './generate/generate-applications.js';

const anyForm = fc.nat(124_999).map((index) => {
  const [first] = generateApplications({ seed: 42, count: 1, startIndex: index });
  if (first === undefined) throw new Error('nothing generated');
  return first.form;
});
const [example] = fc.sample(anyForm, { numRuns: 1, seed: 1 });
if (example === undefined) throw new Error('no example');

/** A copy with other values at some JSON pointers; `undefined` takes the field away. */
function changed(
  changes: Readonly<Record<string, unknown>>,
  form: CompanyOpeningForm = example as CompanyOpeningForm,
): unknown {
  const copy = JSON.parse(JSON.stringify(form)) as unknown;
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('/').slice(1);
    const last = steps.pop() ?? '';
    const holder = steps.reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], copy) as Record<
      string,
      unknown
    >;
    if (value === undefined) Reflect.deleteProperty(holder, last);
    else holder[last] = value;
  }
  return copy;
}
const faultsIn = (input: unknown): readonly FormFault[] => {
  const parsed = parseForm(input);
  return parsed.ok ? [] : parsed.faults;
};
const lines = (input: unknown): string[] => faultsIn(input).map(({ path, code }) => `${code} ${path}`);
const leavesOf = (value: unknown, path = ''): [string, unknown][] =>
  typeof value !== 'object' || value === null
    ? [[path, value]]
    : Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}/${key}`));
const first = example.people.p1;
const leaveOut = { leaveOut: { reason: 'later' } };

describe('the form', () => {
  it('fills in what goes without saying', () => {
    const parsed = parseForm(
      changed({
        '/authority': undefined,
        '/hall': undefined,
        '/organisations': undefined,
        '/name/relatedTo': undefined,
        '/people/p1/nationality': undefined,
      }),
    );
    expect(parsed.ok && [parsed.form.authority, parsed.form.hall, parsed.form.organisations]).toEqual([
      '350405',
      '350405',
      {},
    ]);
    expect(parsed.ok && [parsed.form.name.relatedTo, parsed.form.people.p1?.nationality]).toEqual([[], 'CHN']);
  });

  it('lets pass whatever the law judges, so that it can stand in the one notice', () => {
    const input = changed({
      '/name/trade': '虚',
      '/name/division': '沙县区',
      '/company/capitalFen': 1,
      '/shareholders/0/form': 'labour',
      '/shareholders/0/dueOn': '2099-12-31',
      '/people/p1/document/number': 'X',
      '/people/p1/realName': undefined,
      '/signatures': [],
      '/articles': null,
      '/papers': [],
      '/seal': { package: 'free', kinds: ['finance', 'finance'], maker: null, taker: 'p1' },
      '/medicalInsurance': { handler: null },
      '/housingFund': { handler: 'p1', bank: null, payDay: 1, firstMonth: '2026-12', unitRatio: 4, personalRatio: 13 },
    });
    expect(lines(input)).toEqual([]);
  });

  it('takes seal, medical insurance and housing fund left out with a reason', () => {
    expect(lines(changed({ '/seal': leaveOut, '/medicalInsurance': leaveOut, '/housingFund': leaveOut }))).toEqual([]);
  });

  it('does not take tax or social insurance left out, and says just that', () => {
    const input = changed({ '/tax': leaveOut, '/socialInsurance': leaveOut });
    expect(lines(input).sort()).toEqual(['CANNOT_BE_LEFT_OUT /socialInsurance', 'CANNOT_BE_LEFT_OUT /tax']);
  });

  it('does not take an item left out without a reason', () => {
    expect(lines(changed({ '/seal': { leaveOut: {} } }))).toEqual(['MISSING /seal/leaveOut/reason']);
  });

  it('is for halls whose hours are known', () => {
    expect(lines(changed({ '/hall': '350400' }))).toEqual([]);
    expect(lines(changed({ '/hall': 'elsewhere' }))).toEqual(['INVALID_VALUE /hall']);
  });
});

describe('bad input', () => {
  it('is answered once, with every fault of every kind and its path', () => {
    const shareholders = example.shareholders.length;
    const input = changed({
      '/company/phone': undefined,
      '/company/gbt4754': 'software',
      '/company/staff': 2.5,
      '/company/licenceCopies': 99,
      '/seat/nickname': 'x',
      '/posts/directors': ['p88'],
      [`/shareholders/${String(shareholders)}`]: example.shareholders[0],
      '/people/Zhang': first,
      '/seal': { package: 'free', kinds: ['golden'], maker: null, taker: 'p1' },
      '/papers/0/sha256': 'abc',
      '/unheard': true,
    });
    const expected = [
      'MISSING /company/phone',
      'INVALID_FORMAT /company/gbt4754',
      'WRONG_TYPE /company/staff',
      'OUT_OF_RANGE /company/licenceCopies',
      'UNKNOWN_FIELD /seat/nickname',
      'UNKNOWN_REFERENCE /posts/directors/0',
      `DUPLICATE /shareholders/${String(shareholders)}/holder`,
      'INVALID_KEY /people',
      'INVALID_VALUE /seal/kinds/0',
      'INVALID_FORMAT /papers/0/sha256',
      'UNKNOWN_FIELD /unheard',
    ];
    expect(lines(input).sort()).toEqual(expected.sort());
  });

  it.each([[undefined], [null], [[]], ['text'], [7]])('that is no form at all is a fault of the whole: %j', (input) => {
    expect(faultsIn(input).map(({ path }) => path)).toEqual(['']);
  });

  it('names an entry nobody refers to, and one person under two references', () => {
    const input = changed({
      '/people/p77': first,
      '/organisations/o1': {
        name: '虚构投资有限公司',
        document: { type: 'USCC', number: '91350405MAFAKE06XB' },
        kind: 'company',
        province: '35',
      },
    });
    expect(lines(input).sort()).toEqual([
      'SAME_PERSON_TWICE /people/p77/document',
      'UNUSED_ENTRY /organisations/o1',
      'UNUSED_ENTRY /people/p77',
    ]);
  });

  it.each([
    ['/posts/directors', ['p1', 'p1']],
    ['/posts/supervisors', ['p1', 'p1']],
    ['/posts/liaisons', ['p1', 'p1']],
    ['/articles/signedBy', ['p1', 'p1']],
    ['/signatures', ['p1', 'p1']],
    ['/articles/covers', ['scope', 'scope']],
    ['/socialInsurance/insurances', ['injury', 'injury']],
    ['/scope', [1, 2].map(() => ({ code: 'H001', text: '软件开发' })), '/code'],
    ['/employees', [1, 2].map(() => ({ person: 'p1', wageFen: 1 })), '/person'],
  ])('names the repetition in %s', (path, twice, field = '') => {
    expect(lines(changed({ [path]: twice }))).toContain(`DUPLICATE ${path}/1${field}`);
  });

  it('wants a contact that can be reached and an address for what is mailed', () => {
    const input = changed({
      '/applicant': { contact: 'p1', delivery: 'mail' },
      '/people/p1/mobile': undefined,
      '/people/p1/email': undefined,
    });
    expect(lines(input)).toEqual(['CONTACT_UNREACHABLE /applicant/contact', 'MAIL_ADDRESS_MISSING /applicant/mailTo']);
  });

  it('names every dangling reference, wherever the form refers to somebody', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const emptied = changed({ '/people': {} }, form);
        const found = lines(emptied).filter((line) => line.startsWith('UNKNOWN_REFERENCE '));
        const references = leavesOf(emptied).filter(([, value]) => typeof value === 'string' && /^p\d+$/.test(value));
        expect(found.sort()).toEqual(references.map(([path]) => `UNKNOWN_REFERENCE ${path}`).sort());
      }),
      { numRuns: 50 },
    );
  });

  it('never repeats what the applicant wrote', () => {
    const secret = '李秘密350405198001011234';
    const bad = fc.constantFrom<unknown>({ [secret]: secret }, [secret], `${secret}/`.repeat(40));
    fc.assert(
      fc.property(anyForm, fc.array(fc.tuple(fc.nat(), bad), { minLength: 1, maxLength: 6 }), (form, picks) => {
        const leaves = leavesOf(form);
        const changes = picks.map(([pick, value]) => [leaves[pick % leaves.length]?.[0] ?? '/matter', value]);
        const faults = faultsIn(changed(Object.fromEntries(changes) as Record<string, unknown>, form));
        expect(faults.length).toBeGreaterThan(0);
        expect(JSON.stringify(faults)).not.toContain('李秘密');
        for (const { text } of faults) expect(Math.min(text['zh-CN'].length, text.en.length)).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it('does not repeat a key that may be somebody’s name', () => {
    const input = changed({ '/people/李秘密': first, '/seat/李秘密 1380': true });
    expect(lines(input).sort()).toEqual(['INVALID_KEY /people', 'UNKNOWN_FIELD /seat']);
  });

  it('is told the same to whoever parses with the schema himself', () => {
    for (const input of [
      changed({ '/company/phone': undefined, '/seal': { leaveOut: {} } }),
      changed({ '/posts/manager': 'p88' }),
    ]) {
      const { error } = companyOpeningForm.safeParse(input);
      expect(error && faultsOf(error)).toEqual(faultsIn(input));
    }
  });
});

describe('the JSON Schema of the form', () => {
  it('describes the form as it is handed in, with a title in two languages for every part', () => {
    const schema = formJsonSchema();
    const properties = schema.properties as Record<string, { title?: string }>;
    expect(Object.keys(properties).sort()).toEqual(Object.keys(companyOpeningForm.shape).sort());
    for (const { title } of Object.values(properties)) expect(title).toMatch(/^\p{Script=Han}+ [A-Z]/u);
    expect(schema.required).not.toContain('authority');
    expect(schema.required).toContain('name');
    expect(schema.additionalProperties).toBe(false);
  });
});
