import { describe, expect, it } from '@jest/globals';
import { verifyLicence } from '@yichuang/licence';
import { readPdf, type ReadPdf } from '@yichuang/testing';
import type { PrintJob } from './print-job.js';
import { facts, keys, licenceWith, printedCase } from './print.fixture.js';
import { print } from './print.js';

const reading = async <T>(job: PrintJob, read: (pdf: ReadPdf) => T | Promise<T>): Promise<T> => {
  const pdf = await readPdf(await print(job));
  try {
    return await read(pdf);
  } finally {
    await pdf.close();
  }
};
const count = (bytes: Buffer, word: string): number => bytes.toString('latin1').split(word).length - 1;

describe('a printed licence', () => {
  it('says every fact in Chinese, and across it that it is a demonstration', async () => {
    const page = await reading({ kind: 'licence', licence: licenceWith() }, ({ pages, title }) => {
      expect(pages).toHaveLength(1);
      expect(title).toBe(`营业执照 ${facts.companyName}`);
      return pages[0]!.replaceAll(/\s/g, '');
    });
    for (const said of [facts.uscc, facts.companyName, facts.companyType, facts.legalRepresentative, '壹佰万元整'])
      expect(page).toContain(said);
    for (const said of [facts.seat, facts.scope, facts.authority, '2026年11月23日', facts.number, '营业执照'])
      expect(page).toContain(said);
    expect(page.split('模拟DEMO').length - 1).toBeGreaterThanOrEqual(3);
  });

  it('says nothing of a demonstration where it is a licence', async () => {
    await reading({ kind: 'licence', licence: licenceWith({ demo: false }) }, ({ pages }) => {
      expect(pages[0]).not.toMatch(/模拟|DEMO/);
    });
  });

  it('has a QR code that a camera reads off the page, and what it says is genuine', async () => {
    const licence = licenceWith();
    const scanned = await reading({ kind: 'licence', licence }, (pdf) => pdf.scan(1));
    expect(scanned).toBe(licence.signed);
    expect(verifyLicence(scanned!, keys)).toMatchObject({ verdict: 'genuine', said: facts });
  });

  it('has one font, and has it in it', async () => {
    const bytes = await print({ kind: 'licence', licence: licenceWith() });
    expect(count(bytes, '/Type /FontDescriptor')).toBe(1);
    expect(count(bytes, '/FontFile2')).toBe(1);
    expect(bytes.length).toBeLessThan(200_000);
  });

  it('is the same, byte by byte, whenever it is printed', async () => {
    const job: PrintJob = { kind: 'licence', licence: licenceWith() };
    expect((await print(job)).equals(await print(job))).toBe(true);
  });

  it('has a scope that does not fit on sheets of its own, whole, and its code can still be scanned', async () => {
    const scope = `一般项目：${'食品销售（仅销售预包装食品）；'.repeat(150)}完`;
    const licence = licenceWith({ scope });
    await reading({ kind: 'licence', licence }, async (pdf) => {
      expect(pdf.pages.length).toBeGreaterThan(2);
      expect(pdf.pages[0]).toContain('见附页');
      expect(
        pdf.pages
          .slice(1)
          .join('')
          .replaceAll(/\s|模拟DEMO|模拟 DEMO/g, ''),
      ).toContain(scope);
      for (const page of pdf.pages) expect(page).toContain('模拟 DEMO');
      expect(await pdf.scan(1)).toBe(licence.signed);
    });
  });

  it('has on its face what there is room for beside long names, and the rest on a sheet of its own', async () => {
    const scope = `一般项目：${'食品销售（仅销售预包装食品）；'.repeat(26)}完`;
    const face = async (changed: Partial<typeof facts>) =>
      reading({ kind: 'licence', licence: licenceWith({ ...changed, scope }) }, ({ pages }) => pages);
    expect(await face({})).toHaveLength(1);
    const long = await face({ companyName: facts.companyName.repeat(3), seat: facts.seat.repeat(8) });
    expect(long).toHaveLength(2);
    expect(long[0]).toContain(facts.seat.repeat(8));
    expect(long[0]).toContain('见附页');
  });

  it('names a character its font has not, instead of leaving a box', async () => {
    await reading({ kind: 'licence', licence: licenceWith({ legalRepresentative: '林𪚥' }) }, ({ pages }) => {
      expect(pages[0]).toContain('林〔U+2A6A5〕');
      expect(pages[0]).toContain('字库缺字，以编码表示：U+2A6A5');
    });
  });
});

describe('a printed package', () => {
  const job: PrintJob = { kind: 'package', licence: licenceWith(), case: printedCase };

  it('lists what is in it by page: the notice, the licence and the receipts of the five', async () => {
    await reading(job, ({ pages }) => {
      expect(pages).toHaveLength(8);
      const titles = ['登记通知书', '营业执照', '公章刻制备案回执', '税务信息确认回执', '社会保险登记回执'];
      for (const [index, title] of [...titles, '职工医疗保险参保登记回执', '住房公积金缴存登记回执'].entries()) {
        expect(pages[0]).toContain(title);
        expect(pages[index + 1]!.replaceAll(/\s/g, '')).toContain(title);
      }
      for (const [index, page] of pages.entries()) {
        expect(page).toContain('模拟 DEMO');
        if (index > 0) expect(page).toContain(`${String(index + 1)} / 8`);
      }
    });
  });

  it('has every number the departments gave', async () => {
    const text = (await reading(job, ({ pages }) => pages.join(''))).replaceAll(/\s/g, '');
    const numbers = ['SIM-350405-2026-0000001', '3504050000011', '13504050100000000001', 'SB35040500000002'];
    for (const said of [...numbers, 'YB35040500000002', 'GJJ35040500000001', `${printedCase.number}-G1`, '100,000.00'])
      expect(text).toContain(said);
  });

  it('tells in the notice which permits are needed before trading', async () => {
    await reading(job, ({ pages }) => {
      expect(pages[1]).toContain('从事相应经营活动前，须另行取得食品经营许可证');
    });
  });

  it('leaves out who was not asked, and shows a dash for what an older result lacks', async () => {
    const { tax } = printedCase.departments;
    const { office: _none, ...older } = tax!.result;
    const departments = { tax: { ...tax!, result: older } };
    await reading({ ...job, case: { ...printedCase, departments } }, ({ pages }) => {
      expect(pages).toHaveLength(4);
      expect(pages[3]).toMatch(/主管税务机关\s*—/);
    });
  });
});
