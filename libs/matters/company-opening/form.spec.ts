import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { companyOpeningForm, formJsonSchema, type CompanyOpeningForm } from './form.js';
import { faultsOf, parseForm, type FormFault } from './form-faults.js';
import { generateApplications } from './generate/generate-applications.js';

type Loose = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- bad input is of no type

const anyForm = fc.nat(124_999).map((index) => {
  const [first] = generateApplications({ seed: 42, count: 1, startIndex: index });
  if (first === undefined) throw new Error('nothing generated');
  return first.form;
});
const [example] = fc.sample(anyForm, { numRuns: 1, seed: 1 });
if (example === undefined) throw new Error('no example');

const changed = (change: (form: Loose) => void, form: CompanyOpeningForm = example): Loose => {
  const copy = JSON.parse(JSON.stringify(form)) as Loose;
  change(copy);
  return copy;
};
const faultsIn = (input: unknown): readonly FormFault[] => {
  const parsed = parseForm(input);
  return parsed.ok ? [] : parsed.faults;
};
const lines = (input: unknown): string[] => faultsIn(input).map(({ path, code }) => `${code} ${path}`);

describe('the form', () => {
  it('fills in what goes without saying', () => {
    const input = changed((form) => {
      delete form.authority;
      delete form.hall;
      delete form.organisations;
      delete form.name.relatedTo;
      delete form.people.p1.nationality;
    });
    const parsed = parseForm(input);
    expect(parsed.ok && [parsed.form.authority, parsed.form.hall, parsed.form.organisations]).toEqual([
      '350405',
      '350405',
      {},
    ]);
    expect(parsed.ok && parsed.form.people.p1?.nationality).toBe('CHN');
  });

  it('lets pass whatever the law judges, so that it can stand in the one notice', () => {
    const input = changed((form) => {
      form.name.trade = '虚';
      form.name.division = '沙县区';
      form.company.capitalFen = 1;
      form.shareholders[0].form = 'labour';
      form.shareholders[0].dueOn = '2099-12-31';
      form.people.p1.document.number = 'X';
      delete form.people.p1.realName;
      form.signatures = [];
      form.articles = null;
      form.papers = [];
      form.seal = { package: 'free', kinds: ['finance', 'finance'], maker: null, taker: 'p1' };
      form.medicalInsurance = { handler: null };
      form.housingFund = {
        handler: 'p1',
        bank: null,
        payDay: 1,
        firstMonth: '2026-12',
        unitRatio: 4,
        personalRatio: 13,
      };
    });
    expect(lines(input)).toEqual([]);
  });

  it('takes seal, medical insurance and housing fund left out with a reason', () => {
    const leaveOut = { leaveOut: { reason: 'later' } };
    const input = changed((form) =>
      Object.assign(form, { seal: leaveOut, medicalInsurance: leaveOut, housingFund: leaveOut }),
    );
    expect(lines(input)).toEqual([]);
  });

  it('does not take tax or social insurance left out, and says just that', () => {
    const input = changed((form) => {
      form.tax = { leaveOut: { reason: 'later' } };
      form.socialInsurance = { leaveOut: { reason: 'later' } };
    });
    expect(lines(input).sort()).toEqual(['CANNOT_BE_LEFT_OUT /socialInsurance', 'CANNOT_BE_LEFT_OUT /tax']);
  });

  it('does not take an item left out without a reason', () => {
    const input = changed((form) => (form.seal = { leaveOut: {} }));
    expect(lines(input)).toEqual(['MISSING /seal/leaveOut/reason']);
  });
});

describe('bad input', () => {
  it('is answered once, with every fault of every kind and its path', () => {
    const input = changed((form) => {
      delete form.company.phone;
      form.company.gbt4754 = 'software';
      form.company.staff = 2.5;
      form.company.licenceCopies = 99;
      form.seat.nickname = 'x';
      form.posts.directors = ['p88'];
      form.shareholders.push({ ...form.shareholders[0] });
      form.people.Zhang = form.people.p1;
      form.seal = { package: 'free', kinds: ['golden'], maker: null, taker: 'p1' };
      form.papers[0].sha256 = 'abc';
      form.unheard = true;
    });
    const expected = [
      'MISSING /company/phone',
      'INVALID_FORMAT /company/gbt4754',
      'WRONG_TYPE /company/staff',
      'OUT_OF_RANGE /company/licenceCopies',
      'UNKNOWN_FIELD /seat/nickname',
      'UNKNOWN_REFERENCE /posts/directors/0',
      `DUPLICATE /shareholders/${String(example.shareholders.length)}/holder`,
      'INVALID_KEY /people',
      'INVALID_VALUE /seal/kinds/0',
      'INVALID_FORMAT /papers/0/sha256',
      'UNKNOWN_FIELD /unheard',
    ];
    expect(lines(input).sort()).toEqual(expected.sort());
  });

  it.each([[undefined], [null], [[]], ['text'], [7]])('that is no form at all is a fault of the whole: %j', (input) => {
    const faults = faultsIn(input);
    expect(faults.length).toBe(1);
    expect(faults[0]?.path).toBe('');
  });

  it('names an entry nobody refers to, and one person under two references', () => {
    const input = changed((form) => {
      form.people.p77 = { ...form.people.p1 };
      form.organisations.o1 = {
        name: '虚构投资有限公司',
        document: { type: 'USCC', number: '91350405MAFAKE06XB' },
        kind: 'company',
        province: '35',
      };
    });
    expect(lines(input).sort()).toEqual([
      'SAME_PERSON_TWICE /people/p77/document',
      'UNUSED_ENTRY /organisations/o1',
      'UNUSED_ENTRY /people/p77',
    ]);
  });

  it.each([
    ['posts', 'directors'],
    ['posts', 'supervisors'],
    ['posts', 'liaisons'],
    ['articles', 'signedBy'],
    ['articles', 'covers'],
    ['socialInsurance', 'insurances'],
  ])('names the repetition in %s.%s', (part, list) => {
    const at = (form: Loose): unknown[] => form[part][list] as unknown[];
    const lengthBefore = { n: 0 };
    const input = changed((form) => {
      const entries = at(form);
      if (entries.length === 0) entries.push('p1');
      lengthBefore.n = entries.length;
      entries.push(entries[0]);
    });
    // Only p1 in two posts may add faults of law; the schema names the repetition alone.
    expect(lines(input)).toContain(`DUPLICATE /${part}/${list}/${String(lengthBefore.n)}`);
  });

  it('wants a contact that can be reached and an address for what is mailed', () => {
    const input = changed((form) => {
      form.applicant = { contact: 'p1', delivery: 'mail' };
      delete form.people.p1.mobile;
      delete form.people.p1.email;
    });
    expect(lines(input)).toEqual(['CONTACT_UNREACHABLE /applicant/contact', 'MAIL_ADDRESS_MISSING /applicant/mailTo']);
  });

  it('names every dangling reference, wherever the form refers to somebody', () => {
    const wrong = (ref: string) => (ref.startsWith('p') ? 'p999' : ref);
    const referring = changed((form) => {
      form.people = {};
      form.shareholders.forEach((s: Loose) => (s.holder = wrong(s.holder as string)));
    });
    const found = lines(referring)
      .filter((line) => line.startsWith('UNKNOWN_REFERENCE'))
      .map((line) => line.split(' ')[1]);
    const leaves = leavesOf(referring)
      .filter(([, value]) => typeof value === 'string' && /^p\d+$/.test(value))
      .map(([path]) => path);
    expect(found.sort()).toEqual(leaves.sort());
  });

  it('never repeats what the applicant wrote', () => {
    fc.assert(
      fc.property(anyForm, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (form, picks) => {
        const secret = '李秘密350405198001011234';
        const input = changed((copy) => {
          for (const pick of picks) {
            const all = leavesOf(copy);
            const [path] = all[pick % all.length] ?? ['/matter'];
            replace(
              copy,
              path,
              pick % 3 === 0 ? { [secret]: secret } : pick % 3 === 1 ? [secret] : `${secret}/`.repeat(40),
            );
          }
        }, form);
        const faults = faultsIn(input);
        expect(faults.length).toBeGreaterThan(0);
        expect(JSON.stringify(faults)).not.toContain('李秘密');
        for (const { text } of faults) expect(text['zh-CN'].length * text.en.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it('does not repeat a key that may be somebody’s name', () => {
    const input = changed((form) => {
      form.people.李秘密 = form.people.p1;
      form.seat['李秘密 1380'] = true;
    });
    expect(lines(input).sort()).toEqual(['INVALID_KEY /people', 'UNKNOWN_FIELD /seat']);
  });

  it('is told the same to whoever parses with the schema himself', () => {
    const ofFields = changed((form) => {
      delete form.company.phone;
      form.seal = { leaveOut: {} };
    });
    const between = changed((form) => (form.posts.manager = 'p88'));
    for (const input of [ofFields, between]) {
      const { error } = companyOpeningForm.safeParse(input);
      expect(error && faultsOf(error)).toEqual(faultsIn(input));
    }
  });
});

describe('the JSON Schema of the form', () => {
  it('describes the form as it is handed in, with a title in two languages for every part', () => {
    const schema = formJsonSchema() as Loose;
    expect(Object.keys(schema.properties as object).sort()).toEqual(Object.keys(companyOpeningForm.shape).sort());
    for (const part of Object.values(schema.properties as Loose)) expect(part.title).toMatch(/^\p{Script=Han}+ [A-Z]/u);
    expect(schema.required).not.toContain('authority');
    expect(schema.required).toContain('name');
    expect(schema.additionalProperties).toBe(false);
  });
});

function leavesOf(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}/${key}`));
}

function replace(form: Loose, path: string, value: unknown): void {
  const steps = path.split('/').slice(1);
  const last = steps.pop() ?? '';
  const holder = steps.reduce<Loose>((inner, step) => inner[step] as Loose, form);
  holder[last] = value;
}
